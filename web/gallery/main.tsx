document.title = 'Gallery';
