import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pictureLimits, type PublicTips } from '../taskforce/tips/public.ts';
import { page, type Scene } from './frame.ts';
import { html, type Html } from './html.ts';

/** What came of the pictures that were sent. */
export type Outcome = {
  kept: number;
  wrong: 'kind' | 'large' | 'full' | 'none' | 'unknown' | null;
  refused: number;
};

const largest = pictureLimits.bytes / 1_000_000;

/** Lets a scope take pictures: as many and as large as a tip may have, nothing else. */
export async function takePictures(scope: FastifyInstance): Promise<void> {
  const limits = {
    fieldNameSize: 40,
    fieldSize: 200,
    fields: 4,
    files: pictureLimits.pictures,
    parts: pictureLimits.pictures + 4,
    fileSize: pictureLimits.bytes + 1,
  };
  await scope.register(multipart, { throwFileSizeLimit: false, limits });
}

/** The form to add pictures under a receipt code. The code travels in the form, never in the address. */
export function pictureForm({ t, language }: Scene, code: string): Html {
  return html`<form method="post" action="/tip/pictures" enctype="multipart/form-data" class="pictures">
    <h2 id="pictures-title">${t('files.title')}</h2>
    <input type="hidden" name="language" value="${language}" />
    <input type="hidden" name="code" value="${code}" />
    <p id="pictures-help">${t('files.help', { n: pictureLimits.pictures, size: largest })}</p>
    <p class="note">${t('files.warning')}</p>
    <div class="field">
      <label for="pictures">${t('files.choose')}</label>
      <input
        type="file"
        id="pictures"
        name="pictures"
        multiple
        accept="image/jpeg,image/png,image/webp"
        aria-describedby="pictures-help"
      />
    </div>
    <div class="buttons"><button class="primary">${t('files.send')}</button></div>
  </form>`;
}

/** After pictures were sent: what was kept, what was not and why, and the form once more. */
export function picturesPage(scene: Scene, code: string, outcome: Outcome): string {
  const { t } = scene;
  const reasons = {
    kind: t('files.kind'),
    large: t('files.large', { size: largest }),
    full: t('files.many'),
    none: t('files.none'),
    unknown: t('receipt.unknown'),
  };
  return page(
    scene,
    html`<h1>${t('files.title')}</h1>
      ${
        outcome.wrong
          ? html`<div class="problems" role="alert">
              ${outcome.refused > 0 ? html`<p>${t('files.some', { n: outcome.refused })}</p>` : null}
              <p>${reasons[outcome.wrong]}</p>
            </div>`
          : null
      }
      ${outcome.kept > 0 ? html`<div class="standing" role="status"><p>${t('files.done', { n: outcome.kept })}</p></div>` : null}
      ${outcome.wrong === 'unknown' || outcome.wrong === 'full' ? null : pictureForm(scene, code)}
      <p><a href="/tip/receipt/${scene.language}">${t('sent.check')}</a></p>
      <p class="help">${t('sent.close')}</p>`,
    { problem: outcome.wrong !== null },
  );
}

/** What a form of pictures holds: its fields first, then its pictures one after the other. */
export type Sent = { language: string; code: string; outcome: Outcome };

/** Reads the form part by part and keeps each picture as it comes. Nothing else of a file is looked at but its bytes. */
export async function receivePictures(tips: PublicTips, request: FastifyRequest): Promise<Sent> {
  const sent: Sent = { language: '', code: '', outcome: { kept: 0, wrong: null, refused: 0 } };
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.fieldname === 'language') sent.language = String(part.value);
      if (part.fieldname === 'code') sent.code = String(part.value);
      continue;
    }
    const bytes = await part.toBuffer();
    if (bytes.length === 0) continue;
    const told = part.file.truncated ? 'large' : await tips.addPicture(sent.code, bytes);
    if (told === 'kept') sent.outcome.kept += 1;
    else {
      sent.outcome.wrong = told;
      sent.outcome.refused += 1;
    }
  }
  if (sent.outcome.kept === 0 && sent.outcome.wrong === null) sent.outcome.wrong = 'none';
  return sent;
}
