import { readFileSync } from 'node:fs';
import { checkPlan, type FaultPlan, FaultPlanError } from './plan.js';

/**
 * Reads a fault plan from a file. Throws FaultPlanError for what is none, with the file's name, and the system's error for
 * a file that cannot be read.
 */
export function readFaultPlan(path: string): FaultPlan {
  const text = readFileSync(path, 'utf8');
  let plan: unknown;
  try {
    plan = JSON.parse(text);
  } catch (error) {
    throw new FaultPlanError([`${path}: this is no JSON: ${(error as Error).message}`]);
  }
  try {
    checkPlan(plan);
  } catch (error) {
    if (!(error instanceof FaultPlanError)) throw error;
    throw new FaultPlanError(error.problems.map((problem) => `${path}: ${problem}`));
  }
  return plan as FaultPlan;
}
