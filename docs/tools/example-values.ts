/** Values for the examples, as they are written in them: names of exports are imported. */

/** Of fields that must be given, unless a command has its own. */
export const fieldValues: Readonly<Record<string, string>> = {
  logicalBlockAddress: '16',
  startingLogicalBlockAddress: '16',
  transferLengthBlocks: '1',
  verificationLengthBlocks: '1',
  prefetchLengthBlocks: '32',
  numberOfBlocks: '32',
  playLengthBlocks: '750',
  startingM: '0',
  startingS: '10',
  startingF: '22',
  endingM: '0',
  endingS: '20',
  endingF: '0',
  startingTrack: '2',
  startingIndex: '1',
  endingTrack: '3',
  endingIndex: '99',
  trackRelativeLogicalBlockAddress: '75',
  trackNumber: '2',
  pageCode: '0x2a',
  selfTestCode: 'selfTestCode.foregroundShort',
  notificationClassRequest: 'notificationClassRequest.media',
  addressNumberType: 'trackAddressType.trackNumber',
  addressOrNumber: '1',
  reservationSizeBlocks: '300_000',
  reservationLba: '300_000',
  logicalTrackNumber: '1',
  closeFunction: 'closeFunction.session',
  blankingType: 'blankingType.minimal',
  securityProtocol: '0',
  allocationLength: '512',
  parameterListLength: '16',
  transferLength: '16',
  maximumLength: '256',
  requestedOperationCode: '0xa8',
  agid: '1',
  blockCountOrVcpsFunction: '1',
  triggerLogicalBlockAddress: '1000',
  readAheadLogicalBlockAddress: '5000',
  except: '1',
  formatCode: '0',
  address: '0',
  scanStartingAddress: '1000',
  offset: '0',
  bufferOffset: '0x20',
  lengthBytes: '2064',
};

/** What a command is given, where the fields that it needs do not say enough. */
export const inputs: Readonly<Record<string, string>> = {
  closeTrackSession: '{ closeFunction: closeFunction.session, immed: true }',
  blank: '{ blankingType: blankingType.minimal, immed: true }',
  getConfiguration: '{ rt: featureRequest.one, startingFeatureNumber: 0x0107 }',
  inquiryVitalProductData: '{ pageCode: 0x83 }',
  loadUnloadMedium: '{ loUnlo: true, start: false }',
  logSense: '{ pageCode: 0x0d }',
  modeSense6: '{ pageCode: cdAudioControl.code }',
  modeSense10: '{ pageCode: cdAudioControl.code, pc: pageControl.current }',
  pauseResume: '{ resume: false }',
  plextorMode: '{ mode: plextorFunction.gigaRec }',
  persistentReserveOut: '{ serviceAction: persistentReserveAction.register }',
  playAudio10: '{ startingLogicalBlockAddress: 622, playLengthBlocks: 750 }',
  playAudio12: '{ startingLogicalBlockAddress: 622, playLengthBlocks: 750 }',
  playCd: '{ startingLogicalBlockAddress: 622, playLengthBlocks: 750 }',
  preventAllowMediumRemoval: '{ prevent: true }',
  readBuffer: '{ mode: readBufferMode.data, allocationLength: 512 }',
  readBufferHeaderAndData: '{ allocationLength: 516 }',
  readCd: `{
  startingLogicalBlockAddress: 622,
  transferLengthBlocks: 1,
  expectedSectorType: cdSectorType.cdDa,
  userData: true,
}`,
  readCdMsf: `{
  startingM: 0,
  startingS: 10,
  startingF: 22,
  endingM: 0,
  endingS: 10,
  endingF: 24,
  expectedSectorType: cdSectorType.cdDa,
  userData: true,
}`,
  readSubChannel: '{ subChannelParameterList: 1 }',
  readTocFormatted: '{ trackSessionNumber: 1 }',
  readTocRaw: '{ trackSessionNumber: 1 }',
  reportKey: '{ keyClass: 0, keyFormat: 8, allocationLength: 8 }',
  reportSupportedOperationCode: '{ reportingOptions: 1, requestedOperationCode: 0xa8 }',
  sendDiscStructure: '{ formatCode: 0x20, structureDataLength: 12 }',
  sendKey: '{ keyClass: 0, keyFormat: 6, parameterListLength: 8 }',
  setCdSpeed: '{ logicalUnitReadSpeedKilobytesPerSecond: 1411 }',
  startStopUnit: '{ loej: true, start: false }',
  verify10ByteCheck: '{ logicalBlockAddress: 16, verificationLengthBlocks: 1 }',
  writeBuffer: '{ mode: writeBufferMode.data, parameterListLength: 2048 }',
};

/** Commands that the media of the examples refuse: the examples only build their bytes. */
export const onlyBuilt: ReadonlySet<string> = new Set(['sendDiagnostic', 'reportKey', 'reportKeyTitleKey', 'sendKey']);

/** What the parameter list of a command is made from, where it is not all zero. */
export const payloads: Readonly<Record<string, string>> = {
  formatUnit: '{ immed: true, numberOfBlocks: 2_295_104, formatType: 0x26 }',
  formatUnitCdRw: '{ immed: true, session: true, formatSizeBlocks: 295_264 }',
  modeSelect6: '{ pages: [modePageOf(cdAudioControl, { ...page, outputPort0Volume: 0x80 })] }',
  modeSelect10: '{ pages: [modePageOf(cdAudioControl, { ...page, outputPort0Volume: 0x80 })] }',
  persistentReserveOut: '{ serviceActionReservationKey: 0x0123_4567_89ab_cdefn }',
  sendCueSheet: `{
  lines: [
    toBytes(cuePosition, { adr: 1, mainDataForm: cueMainDataForm.cdDa0 }),
    toBytes(cuePosition, { adr: 1, trackNumber: 1, index: 0, mainDataForm: cueMainDataForm.cdDa0 }),
    toBytes(cuePosition, { adr: 1, trackNumber: 1, index: 1, mainDataForm: cueMainDataForm.cdDa2352, second: 2 }),
    toBytes(cuePosition, { adr: 1, trackNumber: 0xaa, index: 1, mainDataForm: cueMainDataForm.cdDa0, minute: 4 }),
  ],
}`,
  setStreaming:
    '{ endLba: 8496, readSizeKilobytes: 1000, readTimeMs: 1000, writeSizeKilobytes: 1000, writeTimeMs: 1000 }',
  sendKeyRpcRegion: '{ preferredDriveRegionCode: 0xfd }',
  sendDiscStructure: '{ data: Uint8Array.of(0, 0, 0, 0, 0x00, 0x1f, 0xd8, 0x00) }',
  sendDiscStructureLayerBoundary: '{ l0DataZoneCapacitySectors: 2_086_912 }',
  sendDiscStructureWriteProtection: '{ pwp: true }',
};

/** The drive of an example, where it is not the embedded one with its generated disc. */
export const devices: Readonly<Record<string, string>> = {
  blank: 'virtual:cd-rw',
  closeTrackSession: 'virtual:cd-r',
  formatUnit: 'virtual:dvd+rw',
  formatUnitCdRw: 'virtual:cd-rw',
  getPerformanceDefectStatus: 'virtual:dvd-rw',
  readBufferCapacity: 'virtual:cd-r',
  readDiscInformationPowResources: 'virtual:bd-r',
  readDiscInformationTrackResources: 'virtual:bd-r',
  readTocAtip: 'virtual:cd-rw',
  readTocPma: 'virtual:cd-r',
  readDiscStructure: 'virtual:dvd-r',
  reserveTrack: 'virtual:cd-r',
  reserveTrackAddress: 'virtual:bd-r',
  sendDiscStructure: 'virtual:dvd+r-dl',
  sendCueSheet: 'virtual:cd-r',
  sendOpcInformation: 'virtual:cd-r',
  sendOpcInformationPerform: 'virtual:cd-r',
  write10: 'virtual:dvd-ram',
  write12: 'virtual:dvd-ram',
  writeAndVerify10: 'virtual:dvd-ram',
};

/** What an example does with the embedded drive before it sends its command. */
export const preparations: Readonly<Record<string, string>> = {
  getPerformanceDefectStatus: `await device.send(formatUnit, {}, { numberOfBlocks: 2_298_496, formatType: 0x00, typeDependentParameter: 16 });`,
  readDiscInformationPowResources: `await device.send(formatUnit, {}, { numberOfBlocks: 11_826_176, formatType: 0x00 });`,
  closeTrackSession: `await device.send(write10, { logicalBlockAddress: 0, transferLengthBlocks: 300 }, new Uint8Array(300 * 2048));
await device.send(synchronizeCache10, {});`,
  readTocPma: 'await device.send(reserveTrack, { reservationSizeBlocks: 300_000 });',
  sendCueSheet: `await device.send(
  modeSelect10,
  { pf: true },
  { pages: [modePageOf(writeParameters, { writeType: writeType.sessionAtOnce })] },
);`,
  modeSelect10: `const answer = await device.send(modeSense10, { pageCode: cdAudioControl.code });
const page = findModePage(answer, cdAudioControl)!;`,
  modeSelect6: `const answer = await device.send(modeSense6, { pageCode: cdAudioControl.code });
const page = findModePage(answer, cdAudioControl)!;`,
  pauseResume: 'await device.send(playAudio10, { startingLogicalBlockAddress: 622, playLengthBlocks: 750 });',
};
