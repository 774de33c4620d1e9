import { expect, test } from 'vitest';
import { activityKinds, activityTraits } from './activities.ts';
import { phases } from './cases.ts';
import { handlingLabels, labelRules } from './handling.ts';
import { modeOfRoute, originRoutes } from './origins.ts';
import { tipDecisions, tipStates, stateOfDecision } from './tips.ts';
import { eventsOfMove } from './transitions.ts';
import { isCode, vocabulary } from './vocabulary.ts';
import type { Language } from './words.ts';
import { descriptionOf, labelOf, wordFiles } from './words.ts';

const languages: Language[] = ['en', 'es'];

test.each(languages)('every code has a label in %s, and the language file holds nothing else', (language) => {
  const file = wordFiles[language];
  expect(Object.keys(file).toSorted()).toEqual(Object.keys(vocabulary).toSorted());
  for (const [name, codes] of Object.entries(vocabulary)) {
    expect(Object.keys(file[name] ?? {}), name).toEqual([...codes]);
    for (const code of codes) expect(file[name]?.[code]?.label.trim(), `${name}.${code}`).toBeTruthy();
  }
});

test('labels of one list never look alike, so that a form cannot offer the same words twice', () => {
  for (const language of languages)
    for (const [name, codes] of Object.entries(vocabulary)) {
      const labels = codes.map((code) => wordFiles[language][name]?.[code]?.label);
      expect(new Set(labels).size, `${language} ${name}`).toBe(codes.length);
    }
});

test('a description in English has one in Spanish too', () => {
  for (const [name, words] of Object.entries(wordFiles.en))
    for (const [code, word] of Object.entries(words))
      expect(Boolean(wordFiles.es[name]?.[code]?.description), `${name}.${code}`).toBe(
        Boolean(word.description),
      );
});

test('every code is plain snake case that a database check and a URL can hold', () => {
  for (const codes of Object.values(vocabulary))
    for (const code of codes) expect(code).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/);
});

test('the ten reactive routes of the guide come first and every route has a mode', () => {
  expect(originRoutes.slice(0, 10).every((route) => modeOfRoute[route] === 'reactive')).toBe(true);
  expect(Object.keys(modeOfRoute).toSorted()).toEqual([...originRoutes].toSorted());
  expect(modeOfRoute.spin_off).toBe('spin_off');
});

test('only the first covert engagement opens the operational phase from the pre-operational one', () => {
  expect(eventsOfMove['pre_operational>operational']).toEqual(['first_covert_engagement']);
  expect(eventsOfMove['operational>post_operational']).toEqual(['arrest', 'takedown', 'became_public']);
  for (const from of phases)
    for (const to of phases)
      expect(eventsOfMove[`${from}>${to}`].length > 0, `${from} ${to}`).toBe(from !== to);
});

test('undercover work always engages a target and a record check never does', () => {
  expect(activityTraits.undercover_operation.engagesTarget).toBe('always');
  expect(activityTraits.record_check.engagesTarget).toBe('never');
  for (const kind of activityKinds)
    expect(activityTraits[kind].event === null, kind).toBe(activityTraits[kind].engagesTarget === 'never');
});

test('every label has a rule and a bank report is never mentioned in a brief', () => {
  expect(Object.keys(labelRules)).toEqual([...handlingLabels]);
  expect(labelRules.sar.mayStandInBrief).toBe(false);
});

test('every decision of triage leads to a state', () => {
  for (const decision of tipDecisions) expect(tipStates).toContain(stateOfDecision[decision]);
});

test('a code is recognised only in its own list', () => {
  expect(isCode('phase', 'operational')).toBe(true);
  expect(isCode('phase', 'sex')).toBe(false);
  expect(isCode('phase', 3)).toBe(false);
  expect(labelOf('phase', 'operational', 'es')).toBe('Operativa');
  expect(descriptionOf('phase', 'operational')).toContain('covert');
});
