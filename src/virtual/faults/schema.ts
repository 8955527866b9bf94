/** The JSON schema of a fault plan, from the kinds of fault. */
import { commonMembers, type FaultKind } from './fault-kind.js';
import { faultKinds } from './kinds/index.js';
import type { Member } from './members.js';
import { maximumSeed } from './plan.js';

type Schema = Readonly<Record<string, unknown>>;

function memberSchema(member: Member<unknown>): Schema {
  const { fallback } = member;
  const isPlain = fallback !== null && fallback !== undefined && typeof fallback !== 'object';
  return { description: member.about, ...member.schema, ...(isPlain && { default: fallback }) };
}

function kindSchema({ kind, about, members }: FaultKind): Schema {
  const all: Readonly<Record<string, Member<unknown>>> = { ...members, ...commonMembers };
  const required = Object.entries(all).flatMap(([name, member]) => ('fallback' in member ? [] : [name]));
  return {
    description: about,
    type: 'object',
    properties: {
      kind: { const: kind },
      ...Object.fromEntries(Object.entries(all).map(([name, member]) => [name, memberSchema(member)])),
    },
    required: ['kind', ...required],
    additionalProperties: false,
  };
}

/** JSON schema, draft 2020-12, of a fault plan: what docs/fault-plan.schema.json holds. */
export function faultPlanSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Fault plan of a discwire virtual drive',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      seed: {
        description: 'What chance goes by: the same seed and the same commands give the same run.',
        type: 'integer',
        minimum: 0,
        maximum: maximumSeed,
        default: 1,
      },
      faults: {
        description: 'In the order in which they are looked at.',
        type: 'array',
        items: { oneOf: faultKinds.map(kindSchema) },
      },
    },
    required: ['faults'],
    additionalProperties: false,
  };
}
