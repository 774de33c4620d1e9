import type { Handlers } from '../../kit/rpc/room.ts';
import type { Tables } from '../database/schema.ts';
import type { House } from '../house.ts';
import type { deconflictionContract } from './contract.ts';
import { answerRequest, coordination, decideSilence, settle } from './coordinating.ts';
import {
  answer,
  askSilence,
  changeEvent,
  enterEvent,
  enterTarget,
  recordHandoff,
  setContact,
  setNoTargets,
  withdraw,
} from './entering.ts';
import { log, mine, ofOperation, ofStrand } from './reading.ts';
import { settingsHandlers } from './settings.ts';
import { sheet } from './sheet.ts';

/** Deconfliction: what is planned where and when, who works on which identifier, and where two of that meet. */
export function deconflictionHandlers(house: House): Handlers<Tables, typeof deconflictionContract> {
  return {
    mine,
    ofOperation,
    ofStrand,
    enterEvent,
    changeEvent,
    enterTarget: enterTarget(house),
    withdraw,
    setContact,
    setNoTargets,
    askSilence,
    answer,
    log,
    recordHandoff,
    sheet: sheet(house),
    coordination,
    settle,
    decideSilence,
    answerRequest,
    ...settingsHandlers,
  };
}
