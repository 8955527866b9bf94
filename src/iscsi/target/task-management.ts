import { toBytes } from '../../../mmc/layout/index.js';
import { opcode, taskFunction, taskResponse } from '../codes.js';
import { taskManagementRequest, taskManagementResponse } from '../pdu.js';
import type { LogicalUnit } from './logical-unit.js';
import { targetAttention } from './sense-answers.js';
import type { TargetSession } from './session.js';

/** Carries out a task management request, and answers when the tasks it is about have come to their end. */
export function manageTasks(session: TargetSession, header: Uint8Array): void {
  const request = taskManagementRequest.decode(header);
  const { initiatorTaskTag } = request;
  const lun = session.lunOf(header);
  const unit = lun === undefined ? undefined : session.nexuses.get(lun)?.unit;
  const answer = (response: number) => {
    const sent = { opcode: opcode.taskManagementResponse, final: true, response, initiatorTaskTag };
    session.send(toBytes(taskManagementResponse, sent));
    session.host.writer.flush();
  };
  const answerAfter = (ends: readonly Promise<void>[], andThen = () => {}) => {
    const complete = () => {
      answer(taskResponse.complete);
      andThen();
    };
    // Nothing to wait for: the answer keeps its place among the others.
    if (ends.length === 0) complete();
    else void Promise.all(ends).then(complete);
  };
  const needsUnit =
    request.function !== taskFunction.targetWarmReset && request.function !== taskFunction.targetColdReset;
  if (needsUnit && !unit) {
    answer(taskResponse.noSuchLun);
    return;
  }
  switch (request.function) {
    case taskFunction.abortTask: {
      const ends = session.commands.abort((task) => task.initiatorTaskTag === request.referencedTaskTag, true);
      ends ? answerAfter(ends) : answer(taskResponse.noSuchTask);
      return;
    }
    case taskFunction.abortTaskSet:
      answerAfter(session.commands.abort((task) => task.lun === lun) ?? []);
      return;
    case taskFunction.clearTaskSet:
      // The commands of the others end without an answer, so they have to hear of it.
      for (const each of session.host.sessionsOf(session.target!))
        if (each !== session && each.commands.hasTasksAt(unit!))
          each.nexuses.get(lun!)?.raise(targetAttention.commandsCleared);
      answerAfter(abortAll(session, unit!));
      return;
    case taskFunction.logicalUnitReset: {
      const ends = abortAll(session, unit!);
      unit!.reset();
      answerAfter(ends);
      return;
    }
    case taskFunction.targetWarmReset:
    case taskFunction.targetColdReset: {
      const units = [...session.target!.units.values()];
      const ends = units.flatMap((each) => abortAll(session, each));
      for (const each of units) each.reset();
      const isCold = request.function === taskFunction.targetColdReset;
      answerAfter(ends, isCold ? () => endAll(session) : undefined);
      return;
    }
    case taskFunction.taskReassign:
      answer(taskResponse.reassignmentNotSupported);
      return;
    default:
      answer(taskResponse.notSupported);
      return;
  }
}

/** Ends all sessions with the target, and so their connections. */
function endAll(session: TargetSession): void {
  for (const each of [...session.host.sessionsOf(session.target!)]) each.host.end('target cold reset');
}

/** Aborts what all sessions have at a unit. */
function abortAll(session: TargetSession, unit: LogicalUnit): Promise<void>[] {
  return [...session.host.sessionsOf(session.target!)].flatMap(
    (each) => each.commands.abort((task) => task.nexus?.unit === unit) ?? [],
  );
}
