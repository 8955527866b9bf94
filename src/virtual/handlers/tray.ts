/** The tray, the motor, the lock, and what happened to them. */
import {
  deviceBusyEvent,
  eventOf,
  getEventStatusNotification,
  mechanismState,
  mechanismStatus,
  mediaEvent,
  mediaEventCode,
  notificationClassRequest,
  operationalChange,
  operationalChangeEvent,
  powerCondition,
  powerManagementEvent,
  preventAllowMediumRemoval,
  startStopUnit,
} from '../../../mmc/index.js';
import { type Call, type Handled, handle } from '../handler.js';
import { invalidField, removalPrevented } from '../refusal.js';
import { powerStatus, type Unit } from '../unit.js';

const powerStatusByCondition: Readonly<Record<number, number>> = {
  [powerCondition.idle]: powerStatus.idle,
  [powerCondition.standby]: powerStatus.standby,
  [powerCondition.sleep]: powerStatus.sleep,
};

const ownEventClasses =
  notificationClassRequest.operationalChange |
  notificationClassRequest.powerManagement |
  notificationClassRequest.media |
  notificationClassRequest.deviceBusy;

/** Values of the operational change event's `operationalStatus`. */
const operationalStatus = { available: 0, temporaryBusy: 1 } as const;
/** What the device busy event counts time in. */
const busyTimeUnitMs = 100;

/** MECHANISM STATUS has three bytes for an address. */
const maximumCurrentLba = 0xff_ffff;

/** The response without an event: up to here nothing is taken from the queue. */
const eventHeaderBytes = 4;

/** START STOP UNIT, PREVENT ALLOW MEDIUM REMOVAL, GET EVENT STATUS NOTIFICATION and MECHANISM STATUS. */
export const trayHandlers: readonly Handled[] = [
  handle(startStopUnit, (cdb, { unit }) => {
    if (cdb.fl) throw invalidField('fl');
    if (cdb.powerCondition !== powerCondition.noChange) {
      const status = powerStatusByCondition[cdb.powerCondition];
      if (status === undefined) throw invalidField('powerCondition');
      unit.player.stop();
      unit.setPowerStatus(status);
    } else if (cdb.loej && cdb.start) load(unit, cdb.immed);
    else if (cdb.loej) eject(unit);
    else if (cdb.start) start(unit, cdb.immed);
    else stop(unit);
  }),

  handle(preventAllowMediumRemoval, ({ persistent, prevent }, { initiator }) => {
    if (persistent) initiator.isPreventingPersistently = prevent;
    else initiator.isPreventing = prevent;
  }),

  handle(getEventStatusNotification, (cdb, call) => {
    if (!cdb.polled) throw invalidField('polled');
    const supportedEventClasses = eventClassesOf(call.unit);
    const notificationClass = chooseClass(cdb.notificationClassRequest, call);
    if (notificationClass === undefined) return { nea: true, supportedEventClasses };
    const event = describeEvent(notificationClass, call);
    if (cdb.allocationLength > eventHeaderBytes) call.initiator.dropEvent(notificationClass);
    return { supportedEventClasses, ...event };
  }),

  handle(mechanismStatus, (_cdb, { unit }) => ({
    mechanismState: mechanismStateOf(unit),
    doorOpen: unit.isTrayOpen,
    currentLba: currentAddressOf(unit),
  })),
];

/** Zero where there is none to tell: the outer half of a BD with two layers has addresses of more than three bytes. */
function currentAddressOf({ readyMedium, player }: Unit): number {
  const isTold = readyMedium !== undefined && player.position >= 0 && player.position <= maximumCurrentLba;
  return isTold ? player.position : 0;
}

function mechanismStateOf({ player }: Unit): number {
  if (player.isScanning) return mechanismState.scanning;
  return player.isPlaying ? mechanismState.playing : mechanismState.idle;
}

function load(unit: Unit, immed: boolean): void {
  unit.closeTray();
  unit.setPowerStatus(powerStatus.active);
  if (!immed) unit.finishLoading();
}

function eject(unit: Unit): void {
  if (unit.isRemovalPrevented) throw removalPrevented();
  if (!unit.isTrayOpen) unit.mechanism.moveTray();
  unit.openTray();
}

function stop(unit: Unit): void {
  unit.player.stop();
  unit.mechanism.stop();
}

function start(unit: Unit, immed: boolean): void {
  // Without IMMED the answer comes when the drive is ready; here that takes no time.
  if (!immed) unit.finishLoading();
  if (!unit.isMediumPresent) unit.requireMedium();
  if (!immed) unit.mechanism.spinUp();
  unit.setPowerStatus(powerStatus.active);
}

const eventClassesOf = ({ personality }: Unit): number =>
  personality.captured?.supportedEventClasses ?? ownEventClasses;

/** Of the classes asked for, the most urgent one with an event, or else the most urgent one there is. */
function chooseClass(request: number, { initiator, unit }: Call): number | undefined {
  const supportedEventClasses = eventClassesOf(unit);
  let first: number | undefined;
  for (let notificationClass = 1; notificationClass < 7; notificationClass++) {
    if ((request & supportedEventClasses & (1 << notificationClass)) === 0) continue;
    if (initiator.eventOf(notificationClass)) return notificationClass;
    first ??= notificationClass;
  }
  return first;
}

function describeEvent(notificationClass: number, { unit, initiator }: Call) {
  const happened = initiator.eventOf(notificationClass);
  const eventCode = happened?.eventCode ?? mediaEventCode.noChange;
  switch (notificationClass) {
    case mediaEvent.notificationClass:
      return eventOf(mediaEvent, {
        eventCode,
        mediaPresent: unit.isMediumPresent,
        doorOrTrayOpen: unit.isTrayOpen,
      });
    case deviceBusyEvent.notificationClass:
      return eventOf(deviceBusyEvent, {
        eventCode,
        deviceBusyStatus: unit.isAtWork ? 1 : 0,
        time: Math.min(0xffff, Math.ceil(unit.workLeftMs / busyTimeUnitMs)),
      });
    case powerManagementEvent.notificationClass:
      return eventOf(powerManagementEvent, { eventCode, powerStatus: unit.powerStatus });
    default:
      return eventOf(operationalChangeEvent, {
        eventCode,
        persistentPrevented: initiator.isPreventingPersistently,
        operationalStatus: unit.isAtWork ? operationalStatus.temporaryBusy : operationalStatus.available,
        operationalChange: happened?.operationalChange ?? operationalChange.noChange,
      });
  }
}
