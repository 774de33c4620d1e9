import { stage, type TemplateWords } from './template-words.ts';

/** The sentences of templates in Spanish. */
export const es: TemplateWords = {
  objectives: {
    surveillance: 'Saber qué ocurre en el lugar y quién está en peligro, sin ser notados.',
    enforcement_action:
      'Poner fin a la explotación, poner a salvo a las personas halladas y asegurar las pruebas.',
    sting: 'Detener a quienes venden o controlan a personas y ofrecer ayuda a todas las personas halladas.',
    labor_inspection:
      'Inspeccionar el lugar de trabajo junto con la autoridad laboral y dar a los trabajadores una forma segura de hablar.',
    knock_and_talk:
      'Hablar con las personas del domicilio y ofrecer ayuda, sin orden judicial y sin presión.',
    recovery: 'Encontrar a la persona, ponerla a salvo y entregarla al cuidado del proveedor.',
    decoy: 'Reducir la demanda. No se espera encontrar víctimas.',
    outreach_sweep: 'Encontrar a las personas donde están y ofrecer ayuda que no pide nada a cambio.',
    takedown:
      'Poner fin a la empresa en todos sus lugares en un solo día y llegar a todas las personas retenidas allí.',
  },
  stages: {
    briefing: stage(
      'Reunión previa',
      'Todos escuchan el plan, su propia parte y cómo se trata a las víctimas.',
      'Todos los puestos están cubiertos o dispensados; el deconflicto está al día; los proveedores han confirmado.',
      'Está abierto un punto crítico del control de preparación.',
    ),
    watch: stage(
      'Vigilar el lugar',
      'La vigilancia informa de quién entra y sale.',
      'Los equipos están en su sitio y el canal está probado.',
      'Se nota al equipo o alguien está en peligro inminente: primero se atiende el peligro.',
    ),
    locate: stage(
      'Localizar a la persona',
      'Se encuentra a la persona sin llamar la atención sobre ella.',
      'La información es de hoy.',
      'El tratante está con la persona y puede haber armas.',
    ),
    staging: stage(
      'Concentración',
      'Los equipos se reúnen en su punto; los proveedores esperan en el suyo, lejos de la escena.',
      'Proveedores, intérpretes y sanitarios avisan de que están listos.',
      'Llegan niños al lugar o hay muchas más personas de las previstas.',
    ),
    contact: stage(
      'Contacto',
      'Se establece el contacto autorizado.',
      'El equipo de detención ve el lugar y oye el contacto.',
      'La otra parte pide ir a otro lugar o aparece un menor.',
    ),
    entry: stage(
      'Entrada',
      'Se asegura el lugar. No se esposa sin necesidad a nadie que pueda ser víctima.',
      'Se tiene la orden judicial; las primeras etapas están hechas.',
      'Disparos, fuego o rehenes: se pasa al plan de emergencia.',
    ),
    inspection: stage(
      'Inspección',
      'Los inspectores hacen su inspección según su propia ley; no es un pretexto.',
      'Los inspectores están capacitados y la autoridad laboral sabe que el caso penal va primero.',
      'El empleador amenaza a trabajadores o inspectores.',
    ),
    visit: stage(
      'Visita',
      'Dos personas hablan en la puerta; se van cuando se les pide.',
      'Se sabe quién vive allí y si hay niños.',
      'El tratante está presente y controla la conversación.',
    ),
    outreach: stage(
      'Acercamiento',
      'Equipos de dos ofrecen ayuda, una tarjeta y un número al que llamar.',
      'Los proveedores han dicho a cuántas personas pueden recibir esta noche.',
      'Siguen o fotografían a un equipo.',
    ),
    arrest: stage(
      'Detenciones',
      'Se detiene a los sospechosos fuera de la vista de las víctimas.',
      'El equipo está completo y el transporte espera.',
      'La detención pondría en peligro a una víctima.',
    ),
    meet: stage(
      'Encuentro con la persona',
      'Una persona de civil habla con ella y le dice qué sigue.',
      'El tratante no puede ver ni oír.',
      'La persona no lo quiere: se deja un número seguro y se retira.',
    ),
    care: stage(
      'Atención y entrega',
      'Comida, atención médica y calma; el proveedor recibe a las personas en privado, lejos de la escena.',
      'El proveedor está en su sitio y el intérprete también.',
      'Los sospechosos podrían ver u oír a las víctimas.',
    ),
    interviews: stage(
      'Entrevistas',
      'Primeras entrevistas breves, en un lugar que no es de detención y solo con quien quiera hablar.',
      'La persona está a salvo, ha descansado y sabe que la ayuda no depende de hablar.',
      'La persona no se encuentra bien o quiere parar.',
    ),
    search: stage(
      'Registro',
      'Las pruebas se registran donde están; los documentos y bienes de las víctimas se les devuelven.',
      'Las víctimas han salido del lugar.',
      'Se halla algo que la orden no cubre: se llama al fiscal.',
    ),
    records: stage(
      'Nóminas y registros',
      'Se registran salarios y horas, contratos y alojamiento.',
      'Los inspectores tienen consigo su autorización.',
      'Se destruyen registros: se llama al fiscal.',
    ),
    stand_down: stage(
      'Retirada',
      'Se sabe dónde está cada uno; los puestos terminan; se fija la revisión posterior.',
      'Todas las etapas están hechas u omitidas.',
      'Falta alguien.',
    ),
  },
  duties: {
    commander_on_scene:
      'Decide en la escena si se sigue o no. Termina una etapa cuando se cumple su criterio de interrupción.',
    entry: 'Asegura el lugar. Avisa de inmediato de niños y heridos.',
    arrest:
      'Detiene a los sospechosos fuera de la vista de las víctimas. No interroga a quien pueda ser víctima.',
    surveillance: 'Informa de quién entra y sale y de cualquier señal de peligro.',
    evidence: 'Registra y asegura las pruebas. Devuelve a las víctimas sus documentos y bienes.',
    interviewer: 'Habla con quien quiera hablar, de uno en uno, en el lugar fijado.',
    interpreter: 'Interpreta todo lo que se dice, no añade nada y avisa si conoce a alguien.',
    medic: 'Atiende primero a los heridos, sean quienes sean.',
    victim_liaison: 'Reúne a las víctimas con el proveedor, lejos de la escena, y se queda hasta la entrega.',
    inspector: 'Inspecciona según la ley de su autoridad. Avisa al mando de toda señal de fuerza.',
    prosecutor_on_call: 'Responde por teléfono mientras dura la operación.',
    transport: 'Lleva por separado a víctimas y sospechosos, nunca en el mismo vehículo.',
    communications: 'Lleva el registro y los canales. Repite toda interrupción.',
    other: '',
  },
  sections: {
    comms: 'Canal principal, segundo canal, teléfono del puesto de mando. Palabra que lo detiene todo.',
    medical: 'Dónde están los sanitarios, qué hospital recibe a quién, qué se sabe de enfermedades.',
    interpreters: 'Qué idiomas, quién interpreta y quién comprobó que no conoce a nadie implicado.',
    evidence: 'Quién registra, documenta e incauta; quién decide lo que no estaba previsto.',
    property_and_children:
      'Qué pasa con documentos, dinero y mascotas de las víctimas; quién cuida a los niños y quién llama a protección de menores.',
    media: 'Quién decide y cuándo. Ni nombres ni imágenes de las personas halladas.',
    transport: 'Vehículos, conductores, quién va con quién. Víctimas y sospechosos nunca van juntos.',
    safety: 'Armas, perros, enfermedades, estructura del edificio; plan de emergencia.',
    budget: 'Con qué dinero y qué se aprobó.',
    legal_classes: 'Qué autorizaciones y protecciones valen para quienes puedan hallarse; quién las tramita.',
    surveillance: 'Puestos, horas y relevos; qué se graba y con qué autorización.',
    inspection:
      'Cómo trabajan juntos inspectores e investigadores; dónde hablan los trabajadores sin el empleador.',
    after: 'Quién se queda, a quién se llama a la mañana siguiente, cuándo es la revisión.',
  },
};
