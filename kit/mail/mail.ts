import { createTransport } from 'nodemailer';
import type pg from 'pg';

/** Sentences of mails by language: they say that there is something to see, never what. */
const texts: Record<string, { subject: string; urgentSubject: string; body: (url: string) => string }> = {
  en: {
    subject: 'You have notices',
    urgentSubject: 'Urgent notice: sign in now',
    body: (url) =>
      `There is something for you to see. Sign in: ${url}\n\nThis mail holds no details on purpose.\n`,
  },
  es: {
    subject: 'Tiene avisos',
    urgentSubject: 'Aviso urgente: inicie sesión ahora',
    body: (url) =>
      `Hay algo que debe ver. Inicie sesión: ${url}\n\nEste correo no contiene detalles a propósito.\n`,
  },
};

type Waiting = { account_id: string; email: string; language: string; urgent: boolean; ids: string[] };

/**
 * Sends one mail an account for notices that wait unread: urgent ones at once, others after ten minutes. The mail
 * names no record, no person and no kind of notice.
 * @param smtpUrl address of the mail server; without one, notices are only shown in the program
 * @returns how many mails went out
 */
export async function mailNotices(
  pool: pg.Pool,
  smtpUrl: string | undefined,
  publicUrl: string,
): Promise<number> {
  if (!smtpUrl) return 0;
  const { rows } = await pool.query<Waiting>(
    `select n.account_id, a.email, a.language, bool_or(n.urgent) as urgent, array_agg(n.id) as ids
     from kit.notices n join kit.accounts a on a.id = n.account_id and a.status = 'active'
     where n.mailed_at is null and n.read_at is null and (n.urgent or n.created_at < now() - interval '10 minutes')
     group by n.account_id, a.email, a.language`,
  );
  const transport = createTransport(smtpUrl);
  for (const { email, language, urgent, ids } of rows) {
    const text = texts[language] ?? texts['en']!;
    await transport.sendMail({
      from: 'Concert <no-reply@localhost>',
      to: email,
      subject: urgent ? text.urgentSubject : text.subject,
      text: text.body(publicUrl),
    });
    await pool.query('update kit.notices set mailed_at = now() where id = any($1)', [ids]);
  }
  transport.close();
  return rows.length;
}
