/** How a host waits, repeats, and asks. */
import {
  getPerformanceWriteSpeed,
  requestSense,
  senseKey,
  setCdSpeed,
  setStreaming,
  streamingPerformanceDescriptor,
} from '../../../../mmc/index.js';
import type { JudgedCommand } from '../judged-command.js';
import type { Rule } from '../rule.js';
import { writtenIn } from '../rule-description.js';

const fastPolls = 20;
const fastMs = 20;
/** A drive reads a bad block again by itself, many times; after that it does not get better. */
const readAttempts = 16;
const anySpeed = 0xffff;

/** Waiting and repeating. */
export const waitingRules: readonly Rule[] = [
  {
    id: 'polling-too-fast',
    title: 'Asking faster than anything can change',
    severity: 'advice',
    source: writtenIn('MMC-6', 'IMMED bit, progress indication'),
    why: 'A drive that answers questions has less time for its work, and a bus less room for others.',
    remedy: 'Wait 100 ms or more between two polls.',
    check(_command, { polls }) {
      const { count, intervalMs } = polls;
      if (count !== fastPolls || intervalMs === undefined || intervalMs >= fastMs) return undefined;
      return `${count} polls with the same answer followed each other, one every ${intervalMs.toFixed(1)} ms`;
    },
  },
  {
    id: 'work-not-awaited',
    title: 'Going on while the drive is at work',
    severity: 'warning',
    source: writtenIn('MMC-6', 'NOT READY, operation, format or long write in progress'),
    why: 'The drive refuses it with 2/04/xx until the work is done; some abandon the work.',
    remedy: 'Poll with TEST UNIT READY or REQUEST SENSE until the drive is ready, then go on.',
    check(command, { workKnownAt, previous }) {
      const { sense } = command;
      if (workKnownAt === undefined || sense?.senseKey !== senseKey.notReady || sense.asc !== 0x04) return undefined;
      // A poll; and a write that the drive asked to be repeated because its buffer was full.
      if (command.cdb[0] === 0x00 || (sense.ascq === 0x08 && command.repeats(previous))) return undefined;
      return `the drive was at work since command ${workKnownAt}, as the host knew`;
    },
  },
  {
    id: 'refused-command-repeated',
    title: 'Sending again what was refused',
    severity: 'warning',
    source: writtenIn('SPC-4', 'sense keys ILLEGAL REQUEST and DATA PROTECT', 'sense keys'),
    why: 'The answer cannot be another one before something else has changed.',
    remedy: 'Correct the command, or do without it.',
    check(command, { refusals, previous }) {
      const key = command.sense?.senseKey;
      if (key !== senseKey.illegalRequest && key !== senseKey.dataProtect) return undefined;
      if (!command.repeats(previous) || !command.isAnsweredLike(previous)) return undefined;
      return `the very same command was refused in the same way ${refusals + 1} times`;
    },
  },
  {
    id: 'hard-error-repeated',
    title: 'Reading a bad block over and over',
    severity: 'advice',
    source: writtenIn('SPC-4', 'sense keys MEDIUM ERROR and HARDWARE ERROR', 'sense keys'),
    why: 'The drive has tried many times itself; every attempt takes seconds and heats it.',
    remedy: 'Read around the block, more slowly or with smaller transfers, and come back to it later.',
    check(command, { refusals, previous }) {
      const key = command.sense?.senseKey;
      if (key !== senseKey.mediumError && key !== senseKey.hardwareError) return undefined;
      if (!command.repeats(previous) || !command.isAnsweredLike(previous) || refusals + 1 !== readAttempts)
        return undefined;
      return `the same command met the same error ${readAttempts} times in a row`;
    },
  },
  {
    id: 'sense-asked-again',
    title: 'REQUEST SENSE for sense that came already',
    severity: 'advice',
    source: writtenIn('SAM-5', 'autosense'),
    why: 'The transport delivers sense with the status: what REQUEST SENSE gives is something else, or nothing.',
    remedy: 'Use the sense data of the command itself.',
    check(command, { previous }) {
      if (!command.as(requestSense) || !previous?.sense || previous.sense.senseKey === senseKey.notReady)
        return undefined;
      const isNothing = ((command.dataIn[2] ?? 0) & 0x0f) === senseKey.noSense;
      return isNothing
        ? `the sense of command ${previous.number} came with its status; there was nothing more to tell`
        : undefined;
    },
  },
  {
    id: 'time-limit-too-short',
    title: 'A time limit that the work does not keep to',
    severity: 'warning',
    source: writtenIn('MMC-6', 'Timeout & Protect mode page, time-out groups'),
    why: 'The host gives the drive up, perhaps resets it, while it does what it was asked to.',
    remedy: 'Give the command more time, or set IMMED where it has that.',
    check({ completion, timeoutMs }) {
      if (!completion || completion.durationMs <= timeoutMs) return undefined;
      return `the command took ${Math.round(completion.durationMs)} ms, its time limit was ${timeoutMs} ms`;
    },
  },
  {
    id: 'speed-not-in-list',
    title: 'A write speed that the drive does not have',
    severity: 'advice',
    source: writtenIn(
      'MMC-6',
      'SET CD SPEED, SET STREAMING, write speed descriptors',
      setCdSpeed,
      setStreaming,
      getPerformanceWriteSpeed,
    ),
    why: 'The drive takes the next one below, or its slowest.',
    remedy: 'Take a speed from GET PERFORMANCE, type 03h, or from mode page 2Ah.',
    check(command) {
      const { unit } = command;
      const speed = selectedWriteSpeed(command);
      if (speed === undefined || speed === 0 || speed >= anySpeed || !command.isGood || !unit.writableMedium)
        return undefined;
      const { writeSpeeds } = unit.speeds;
      if (writeSpeeds.includes(speed)) return undefined;
      return `a write speed of ${speed} kB/s was set; there are ${writeSpeeds.join(', ')}`;
    },
  },
];

function selectedWriteSpeed(command: JudgedCommand): number | undefined {
  const cd = command.as(setCdSpeed);
  if (cd) return cd.logicalUnitWriteSpeedKilobytesPerSecond;
  if (!command.as(setStreaming) || command.dataOut.length < streamingPerformanceDescriptor.span) return undefined;
  const { rdd, writeSizeKilobytes, writeTimeMs } = streamingPerformanceDescriptor.decode(command.dataOut);
  return rdd || writeTimeMs === 0 ? undefined : Math.floor((writeSizeKilobytes * 1000) / writeTimeMs);
}
