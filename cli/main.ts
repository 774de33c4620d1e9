process.stderr.write('concert: the commands are not here yet.\n');
process.exitCode = 2;
