import { stage, type TemplateWords } from './template-words.ts';

/** The sentences of templates in English. */
export const en: TemplateWords = {
  objectives: {
    surveillance: 'Learn what happens at the place and who is in danger, without being noticed.',
    enforcement_action: 'End the exploitation, bring the people found to safety, secure the evidence.',
    sting: 'Arrest those who sell or control people, and offer help to everybody who is found.',
    labor_inspection:
      'Inspect the workplace together with the labor agency and give workers a safe way to speak.',
    knock_and_talk:
      'Speak with the people at the address and offer help, without a warrant and without pressure.',
    recovery: 'Find the person, bring them to safety, and hand over to the provider.',
    decoy: 'Reduce demand. No victims are expected to be found.',
    outreach_sweep: 'Meet people where they are and offer help that asks for nothing in return.',
    takedown: 'End the enterprise at all of its places in one day, and reach everybody who is held there.',
  },
  stages: {
    briefing: stage(
      'Briefing',
      'Everybody hears the plan, their own part, and how victims are met.',
      'All posts are filled or waived; deconfliction is current; providers have acknowledged.',
      'A critical item of the readiness gate is open.',
    ),
    watch: stage(
      'Watch the place',
      'Surveillance reports who comes and goes.',
      'Teams are in place and the channel is tested.',
      'The team is noticed, or somebody is in imminent danger: act on the danger first.',
    ),
    locate: stage(
      'Locate the person',
      'The person is found without drawing attention to them.',
      'The information is of today.',
      'The trafficker is with the person and weapons are possible.',
    ),
    staging: stage(
      'Staging',
      'Teams gather at the staging place; providers stand by at theirs, away from the scene.',
      'Providers, interpreters and medics report ready.',
      'Children arrive at the place, or the number of people is far above what was planned for.',
    ),
    contact: stage(
      'Contact',
      'Contact is made as authorized.',
      'The arrest team sees the place and hears the contact.',
      'The contact asks to move to another place, or a minor appears.',
    ),
    entry: stage(
      'Entry',
      'The place is made safe. Nobody who may be a victim is handcuffed without need.',
      'The warrant is in hand; the first stages are done.',
      'Shots, fire, or a hostage: switch to the emergency plan.',
    ),
    inspection: stage(
      'Inspection',
      'Inspectors do their inspection under their own law; it is not a pretext.',
      'The inspectors are trained for it and the labor agency knows that the criminal case goes first.',
      'The employer threatens workers or inspectors.',
    ),
    visit: stage(
      'Visit',
      'Two people speak at the door; they leave when asked to.',
      'It is known who lives there and whether children do.',
      'The trafficker is present and controls the conversation.',
    ),
    outreach: stage(
      'Outreach',
      'Teams of two offer help, a card and a number to call.',
      'Providers have said what they can take in tonight.',
      'A team is followed or photographed.',
    ),
    arrest: stage(
      'Arrests',
      'Suspects are arrested out of sight of the victims.',
      'The team is complete and transport waits.',
      'The arrest would put a victim in danger.',
    ),
    meet: stage(
      'Meet the person',
      'One person in plain clothes speaks with them and says what happens next.',
      'The trafficker is not within sight or hearing.',
      'The person does not want it: leave a safe number and go.',
    ),
    care: stage(
      'Care and hand-over',
      'Food, medical care and quiet; the provider meets people in private, away from the scene.',
      'The provider is at its place and the interpreter is there.',
      'Suspects could see or hear the victims.',
    ),
    interviews: stage(
      'Interviews',
      'Short first interviews, in a place that is no detention, only with people who want to speak.',
      'The person is safe, rested, and was told that help does not depend on speaking.',
      'The person is not well or wants to stop.',
    ),
    search: stage(
      'Search',
      'Evidence is recorded where it lies; documents and property of victims are given back to them.',
      'Victims have left the place.',
      'Something is found that the warrant does not cover: call the prosecutor.',
    ),
    records: stage(
      'Payroll and records',
      'Wage and hour records, contracts and housing are recorded.',
      'Inspectors have their authority in hand.',
      'Records are being destroyed: call the prosecutor.',
    ),
    stand_down: stage(
      'Stand down',
      'Everybody is accounted for; posts end; the after-action review is set.',
      'All stages are done or skipped.',
      'Somebody is missing.',
    ),
  },
  duties: {
    commander_on_scene: 'Decides go and no-go at the scene. Ends a stage when its abort criteria hold.',
    entry: 'Makes the place safe. Calls out children and injured people at once.',
    arrest: 'Arrests suspects out of sight of victims. Does not question anybody who may be a victim.',
    surveillance: 'Reports who comes and goes, and any sign of danger.',
    evidence: 'Records and secures evidence. Gives victims their documents and property back.',
    interviewer: 'Speaks with people who want to speak, one at a time, in the place set for it.',
    interpreter: 'Interprets everything that is said, adds nothing, and tells if they know anybody here.',
    medic: 'Looks after the injured first, whoever they are.',
    victim_liaison:
      'Brings victims and the provider together, away from the scene, and stays until the hand-over.',
    inspector: 'Inspects under the own law of the agency. Tells the scene commander of any sign of force.',
    prosecutor_on_call: 'Answers by telephone while the operation runs.',
    transport: 'Drives victims and suspects apart, never in the same vehicle.',
    communications: 'Keeps the log and the channels. Repeats every abort.',
    other: '',
  },
  sections: {
    comms: 'Main channel, second channel, telephone of the command post. Word that stops everything.',
    medical: 'Where the medics stand, which hospital takes whom, what is known of medical conditions.',
    interpreters: 'Which languages, who interprets, and who checked that they know nobody concerned.',
    evidence: 'Who searches, records and seizes; who decides about what was not foreseen.',
    property_and_children:
      'What happens with documents, money and pets of victims; who looks after children, and who calls child protection.',
    media: 'Who decides, and when. No names and no pictures of people found.',
    transport: 'Vehicles, drivers, who rides with whom. Victims and suspects never ride together.',
    safety: 'Weapons, dogs, diseases, structure of the building; emergency plan.',
    budget: 'Whose money, and what was approved.',
    legal_classes: 'Which authorities and relief apply to the people who may be found; who files them.',
    surveillance: 'Posts, hours and relief; what is recorded and under what authority.',
    inspection:
      'How inspectors and investigators work side by side; where workers speak without the employer.',
    after: 'Who stays, who is called the next morning, when the review is held.',
  },
};
