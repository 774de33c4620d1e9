-- Answers that hold a secret or an unmasked identity leave no receipt; those that did are taken away.

delete from kit.receipts where procedure = 'tips.unmask';
