/** Fault plans: a virtual drive that misbehaves on demand, the same way every time. */
export { type Fault, type FaultPlan, FaultPlanError } from './plan.js';
export { readFaultPlan } from './read-fault-plan.js';
export { faultPlanSchema } from './schema.js';
