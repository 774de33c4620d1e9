import type { DECLINES, NEEDS } from '../bridge/messages.ts';

type Need = (typeof NEEDS)[number];
type Decline = (typeof DECLINES)[number];

const en = {
  title: 'A referral for your organization',
  code: 'Code of the link',
  codeHelp: 'Six groups of four letters and digits, as they were sent or read to you.',
  look: 'Continue',
  closed: 'This link shows nothing.',
  closedWhy:
    'It was answered, taken back or has expired, it was opened on another device, or the code is not right. Call the task force if you expected an offer.',
  fresh: 'A task force asks your organization to serve a person.',
  freshHelp:
    'The offer opens once, on this device only. Open it on the device on which you will answer, where nobody else reads along. Whoever opens it can answer for your organization.',
  open: 'Open the offer here',
  theirs:
    'What stands here is what the task force knows and the person agreed to. Only whether you accept goes back: nothing that you do for the person, now or later.',
  by: '{person}, {agency}, asks {provider}',
  alias: 'Wants to be called',
  age: 'Age',
  age_minor: 'Under 18',
  age_adult: 'Adult',
  age_not_known: 'Not known',
  language: 'Language',
  interpreter: 'Interpreter needed',
  yes: 'Yes',
  no: 'No',
  needs: 'Asked for',
  urgency: 'How soon',
  urgency_now: 'Now',
  urgency_today: 'Today',
  urgency_this_week: 'This week',
  urgency_no_hurry: 'No hurry',
  safety: 'Look out for',
  contact: 'How to reach the person',
  agreed: 'The person agreed on',
  answerBy: 'Answer until',
  note: 'Write down what you need before you answer: afterwards this page shows nothing any more.',
  accept: 'Accept',
  decline: 'Decline',
  reason: 'Why',
  reasonNeeded: 'Choose why you decline.',
  done: 'Thank you. The task force is told.',
  doneHelp:
    'This link shows nothing any more. Tell the task force by telephone when you have begun and when you are done; never what you do.',
  many: 'Too many tries from your network. Wait ten minutes, or call the task force.',
  exit: 'Leave this page',
  skip: 'To the content',
  other: 'Español',
};
const es: typeof en = {
  title: 'Una derivación para su organización',
  code: 'Código del enlace',
  codeHelp: 'Seis grupos de cuatro letras y cifras, como se los enviaron o leyeron.',
  look: 'Continuar',
  closed: 'Este enlace no muestra nada.',
  closedWhy:
    'Ya se respondió, se retiró o venció, se abrió en otro dispositivo, o el código no es correcto. Llame al grupo de trabajo si esperaba una oferta.',
  fresh: 'Un grupo de trabajo pide a su organización que atienda a una persona.',
  freshHelp:
    'La oferta se abre una sola vez y solo en este dispositivo. Ábrala en el dispositivo en el que responderá, donde nadie más lea. Quien la abre puede responder por su organización.',
  open: 'Abrir la oferta aquí',
  theirs:
    'Aquí consta lo que el grupo de trabajo sabe y la persona aceptó. Solo vuelve si usted acepta o no: nada de lo que haga por la persona, ni ahora ni después.',
  by: '{person}, {agency}, lo pide a {provider}',
  alias: 'Quiere que se le llame',
  age: 'Edad',
  age_minor: 'Menor de 18 años',
  age_adult: 'Persona adulta',
  age_not_known: 'No se sabe',
  language: 'Idioma',
  interpreter: 'Necesita intérprete',
  yes: 'Sí',
  no: 'No',
  needs: 'Se pide',
  urgency: 'Con qué urgencia',
  urgency_now: 'Ahora',
  urgency_today: 'Hoy',
  urgency_this_week: 'Esta semana',
  urgency_no_hurry: 'Sin prisa',
  safety: 'Tenga en cuenta',
  contact: 'Cómo contactar con la persona',
  agreed: 'La persona aceptó el',
  answerBy: 'Responder hasta',
  note: 'Anote lo que necesite antes de responder: después esta página ya no muestra nada.',
  accept: 'Aceptar',
  decline: 'Rechazar',
  reason: 'Por qué',
  reasonNeeded: 'Elija por qué la rechaza.',
  done: 'Gracias. Se avisa al grupo de trabajo.',
  doneHelp:
    'Este enlace ya no muestra nada. Avise por teléfono al grupo de trabajo cuando haya empezado y cuando haya terminado; nunca de lo que hace.',
  many: 'Demasiados intentos desde su red. Espere diez minutos o llame al grupo de trabajo.',
  exit: 'Salir de esta página',
  skip: 'Ir al contenido',
  other: 'English',
};

const needs: Record<'en' | 'es', Record<Need, string>> = {
  en: {
    shelter: 'Shelter',
    food_clothing: 'Food and clothing',
    medical: 'Medical care',
    interpreter: 'Interpreter',
    legal: 'Legal help',
    crisis_counseling: 'Crisis counseling',
    transport: 'Transport',
    child_care: 'Child care',
    safety_planning: 'Safety planning',
    documents: 'Documents',
    other: 'Other',
  },
  es: {
    shelter: 'Alojamiento',
    food_clothing: 'Comida y ropa',
    medical: 'Atención médica',
    interpreter: 'Intérprete',
    legal: 'Ayuda legal',
    crisis_counseling: 'Apoyo en crisis',
    transport: 'Transporte',
    child_care: 'Cuidado de niños',
    safety_planning: 'Plan de seguridad',
    documents: 'Documentos',
    other: 'Otra cosa',
  },
};
const declines: Record<'en' | 'es', Record<Decline, string>> = {
  en: {
    no_capacity: 'No room at this time',
    not_eligible: 'Not within what we may serve',
    language: 'Language',
    outside_area: 'Outside our area',
    person_declined: 'The person does not want it',
    conflict_of_interest: 'Conflict of interest',
    unsafe_for_person: 'Not safe for the person',
    none_exists: 'We do not offer this',
  },
  es: {
    no_capacity: 'No hay lugar en este momento',
    not_eligible: 'Fuera de lo que podemos atender',
    language: 'Idioma',
    outside_area: 'Fuera de nuestra zona',
    person_declined: 'La persona no lo desea',
    conflict_of_interest: 'Conflicto de intereses',
    unsafe_for_person: 'No es seguro para la persona',
    none_exists: 'No ofrecemos esto',
  },
};

export type OfferLanguage = 'en' | 'es';
/** The words of the pages of one-time links. */
export const offerWords = { en, es };
export const needWord = (language: OfferLanguage, need: Need): string => needs[language][need];
export const declineWords = (language: OfferLanguage): [Decline, string][] =>
  Object.entries(declines[language]) as [Decline, string][];
