type Ask = (procedure: string, input: unknown) => Promise<any>;
type Day = (ago: number) => string;

/** What an invented client needs, what was done, the plans and a note; counted back from today. */
export async function serveMarigold(ask: Ask, clientId: string, day: Day): Promise<void> {
  await ask('needs.assess', {
    clientId,
    on: day(33),
    rows: [
      { kind: 'emergency_housing', version: null, wanted: 'wanted', status: 'met', metBy: 'own' },
      { kind: 'food', version: null, wanted: 'wanted', status: 'met', metBy: 'own' },
      { kind: 'medical', version: null, wanted: 'wanted', status: 'met', metBy: 'other' },
      { kind: 'identity_documents', version: null, wanted: 'wanted', status: 'under_way', metBy: 'own' },
      {
        kind: 'trauma_counseling',
        version: null,
        wanted: 'wanted',
        status: 'unmet',
        unmetReason: 'language',
      },
      {
        kind: 'permanent_housing',
        version: null,
        wanted: 'wanted',
        status: 'unmet',
        unmetReason: 'capacity',
      },
      { kind: 'spiritual', version: null, wanted: 'not_wanted', status: 'set_aside' },
      { kind: 'employment', version: null, wanted: 'not_asked' },
    ],
  });
  const { id: needId } = await ask('needs.add', {
    clientId,
    kind: 'immigration_legal',
    status: 'under_way',
    metBy: 'other',
    openedOn: day(28),
    words: 'Wants to know what is possible before deciding anything.',
    byOther: 'Lantern Legal Clinic (invented)',
  });
  const give = (kind: string, ago: number, amount: number, unit: string, more: object = {}) =>
    ask('services.give', { clientId, kind, givenOn: day(ago), amount, unit, ...more });
  await give('emergency_housing', 33, 12, 'nights');
  await give('food', 33, 3, 'meals');
  await give('transport', 30, 1, 'rides', { words: 'To the clinic and back.' });
  await give('immigration_legal', 21, 60, 'minutes', { needId, words: 'Went along to the first meeting.' });
  await give('interpretation', 21, 60, 'minutes');
  await ask('plans.saveSafety', {
    clientId,
    after: 0,
    reviewedOn: day(30),
    nextReviewOn: day(-2),
    plan: {
      callFirst: [{ name: 'June', how: '555-0119', when: 'Any time' }],
      safePlaces: [{ place: 'The library by the harbor (invented)', howToGet: 'Bus 4, open until nine' }],
      signals: 'An empty message means: call me.',
      documents: 'Copy of the passport in the red bag; the original is still held.',
      phoneAndOnline: 'The old phone stays off; it was a gift from the driver.',
    },
  });
  const { id: goal } = await ask('plans.setGoal', {
    clientId,
    words: 'I want a door that I can lock, and nobody who asks where I go.',
    setOn: day(27),
  });
  const step = await ask('plans.addStep', {
    goalId: goal,
    words: 'Ask for the list of rooms',
    dueOn: day(-5),
  });
  await ask('plans.addStep', { goalId: goal, words: 'Think about which town', byWhom: 'client' });
  await ask('plans.changeStep', {
    id: step.id,
    version: 1,
    words: 'Ask for the list of rooms',
    dueOn: day(-5),
    state: 'done',
  });
  await ask('notes.write', {
    clientId,
    kind: 'call',
    happenedOn: day(9),
    words: 'Called at noon from the new phone. Sleeps better. Wants the meeting with the lawyer in Spanish.',
  });
  await ask('record.say', {
    clientId,
    subject: 'need',
    subjectId: needId,
    kind: 'addition',
    saidOn: day(7),
    words: 'I have a sister here, and I want the lawyer to know.',
  });
}

/** Another one, nearly at the end of the way. */
export async function serveCedar(ask: Ask, clientId: string, day: Day): Promise<void> {
  await ask('needs.assess', {
    clientId,
    on: day(60),
    rows: [
      { kind: 'job_training', version: null, wanted: 'wanted', status: 'under_way', metBy: 'other' },
      {
        kind: 'record_clearing',
        version: null,
        wanted: 'wanted',
        status: 'unmet',
        unmetReason: 'none_exists',
      },
      {
        kind: 'tattoo_removal',
        version: null,
        wanted: 'wanted',
        status: 'unmet',
        unmetReason: 'eligibility',
      },
    ],
  });
  await ask('services.give', {
    clientId,
    kind: 'case_management',
    givenOn: day(45),
    amount: 50,
    unit: 'minutes',
  });
}
