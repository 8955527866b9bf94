/** Why no program within reach confirms a command or a layout; names as in vectors-page.ts. */

export interface Reason {
  readonly because: string;
  readonly command: readonly string[];
  readonly layout: readonly string[];
}

export const reasons: readonly Reason[] = [
  {
    because:
      'SCSI-2 or MMC-1 audio and cue commands: Linux plays by other commands, and no program tried here sends it',
    command: [
      ...['playTrackRelative10', 'playTrackRelative12', 'playAudio12', 'scan', 'playCd', 'playCdMsf'],
      ...['readMasterCue', 'stopPlayScan', 'readSubChannelAudioStatus'],
    ],
    layout: ['subChannelHeader', 'subChannelData'],
  },
  {
    because:
      'obsolete since SPC-2 or SBC-2: no program tried here sends it, and tshark does not know it for any device',
    command: ['seek6', 'erase10'],
    layout: [],
  },
  {
    because: 'Linux asks changers only, and neither QEMU nor scsi_debug is one',
    command: ['mechanismStatus', 'loadUnloadMedium'],
    layout: [],
  },
  {
    because: 'programs read by READ CD with addresses only',
    command: ['readCdMsf'],
    layout: [],
  },
  {
    because: 'programs leave read-ahead, repair and power calibration values to the drive',
    command: ['setReadAhead', 'repairTrack', 'reserveTrackAddress', 'sendOpcInformation'],
    layout: ['opcParameterList'],
  },
  {
    because:
      'Linux sends it to disks that list it among their commands, for self-encrypting drives; stenc asks tapes for other pages',
    command: ['securityProtocolInSupported', 'securityProtocolInCertificate'],
    layout: ['supportedSecurityProtocols', 'securityCertificate'],
  },
  {
    because: "tshark takes the format for a DVD's or for unknown, and no program asks for it",
    command: [
      ...['readDiscStructureHdDvdRMediumStatus', 'readDiscStructureShiftedMiddleArea'],
      ...['readDiscStructureJumpIntervalSize', 'readDiscStructureManualLayerJump', 'readDiscStructureRemapping'],
      ...['readDiscStructureBdDds', 'readDiscStructureBdCartridgeStatus', 'readDiscStructureBdPhysicalAccessControl'],
      ...[
        'readDiscStructureAacsMediaIdentifier',
        'readDiscStructureAacsMediaKeyBlock',
        'readDiscStructureAacsDataKeys',
      ],
      ...[
        'readDiscStructureAacsLbaExtents',
        'readDiscStructureAacsMediaKeyBlockOfCprm',
        'readDiscStructureFormatLayers',
      ],
    ],
    layout: [],
  },
  {
    because: 'programs send the layer boundary of a DVD+R and write protection, and no other structure',
    command: [
      ...['sendDiscStructure', 'sendDiscStructureCopyrightManagement', 'sendDiscStructureDvdRamRecordingType'],
      ...[
        'sendDiscStructureShiftedMiddleArea',
        'sendDiscStructureJumpIntervalSize',
        'sendDiscStructureManualLayerJump',
      ],
      ...[
        'sendDiscStructureRemapping',
        'sendDiscStructureDiscControlBlock',
        'sendDiscStructureBdPhysicalAccessControl',
      ],
      ...['sendDiscStructureAacsDataKeys', 'sendDiscStructureAacsLbaExtents', 'sendDiscStructureTimeStamp'],
    ],
    layout: [],
  },
  {
    because: 'the form for any class and format: programs send the declared ones, which are confirmed, and no others',
    command: ['reportKey', 'sendKey'],
    layout: [],
  },
  {
    because: 'programs invalidate by REPORT KEY',
    command: ['sendKeyInvalidateAgid', 'sendKeyAacsInvalidateAgid'],
    layout: [],
  },
  {
    because: 'libaacs plays discs and does not record, which is what binding nonces are for',
    command: ['reportKeyAacsGenerateBindingNonce', 'reportKeyAacsReadBindingNonce'],
    layout: ['aacsBindingNonce'],
  },
  {
    because: 'programs ask GET EVENT STATUS for media events only, and none sends an event',
    command: [],
    layout: [
      ...['operationalChangeEvent', 'powerManagementEvent', 'externalRequestEvent', 'multiInitiatorEvent'],
      ...['deviceBusyEvent', 'sentEvent'],
    ],
  },
  {
    because: 'programs know the feature by its number and do not look at its fields',
    command: [],
    layout: ['doubleDensityCdRWrite', 'doubleDensityCdRwWrite', 'aacs2'],
  },
  {
    because: 'sdparm, sg_modes and QPxTool name the page and do not look at its fields',
    command: [],
    layout: ['cdDeviceParameters', 'featureSetSupport'],
  },
  {
    because:
      'wodim sends the command and takes the header for its size; sg_read_buffer and sg_logs print this form in hexadecimal or page by page',
    command: [],
    layout: ['bufferHeaderAndData', 'logPages'],
  },
  {
    because: 'cdrwtool refuses the stand-in without asking it anything',
    command: [],
    layout: ['cdRwFormatList'],
  },
  {
    because: 'a program sends the command for it, and none takes the answer apart',
    command: [],
    layout: [
      ...['performanceExceptions', 'unusableAreas', 'defectStatus', 'defectiveBlockInformation', 'dbiCacheZones'],
      ...['streamingDbiCacheZones', 'trackResourcesInformation', 'powResourcesInformation', 'programMemoryArea'],
      ...['readHeaderData', 'authenticationSuccessFlag', 'discStructureList', 'discStructure'],
    ],
  },
  {
    because:
      'a key of the host: QPxTool gives it only after a correct answer, and the kernel trace shows CDBs without data',
    command: [],
    layout: ['key2', 'rpcRegion'],
  },
  {
    because: 'no program within reach reads this structure; Aaru and redumper do, and are in no package of Debian',
    command: [],
    layout: [
      ...['copyrightManagementInformation', 'mediaKeyBlock', 'dvdRamDiscDefinition', 'dvdRamMediumStatus'],
      ...['dvdRamRecordingType', 'hdDvdRMediumStatus', 'shiftedMiddleArea', 'jumpIntervalSize'],
      ...['manualLayerJumpAddress', 'remappingInformation', 'discControlBlock', 'bdDiscDefinition'],
      ...['bdCartridgeStatus', 'bdPhysicalAccessControl', 'aacsMediaIdentifier', 'aacsDataKeys', 'aacsLbaExtents'],
      ...['formatLayers', 'uniqueDiscIdentifier'],
    ],
  },
];
