/**
 * Five commands as one would write them by hand for speed: the same members and the same bytes as the declarations,
 * but nothing is checked, no field can be misspelt without harm, and each is good for one thing only.
 */
export const handWritten = {
  inquiry: {
    encode({ allocationLength, control = 0 }) {
      const cdb = new Uint8Array(6);
      cdb[0] = 0x12;
      cdb[3] = allocationLength >> 8;
      cdb[4] = allocationLength;
      cdb[5] = control;
      return cdb;
    },
    decode(cdb) {
      return {
        operationCode: cdb[0],
        cmddt: (cdb[1] & 2) !== 0,
        evpd: (cdb[1] & 1) !== 0,
        pageCode: cdb[2],
        allocationLength: (cdb[3] << 8) | cdb[4],
        control: cdb[5],
      };
    },
  },
  read10: {
    encode({ logicalBlockAddress, transferLengthBlocks, dpo = false, fua = false, control = 0 }) {
      const cdb = new Uint8Array(10);
      cdb[0] = 0x28;
      cdb[1] = (dpo ? 0x10 : 0) | (fua ? 0x08 : 0);
      cdb[2] = logicalBlockAddress >>> 24;
      cdb[3] = logicalBlockAddress >>> 16;
      cdb[4] = logicalBlockAddress >>> 8;
      cdb[5] = logicalBlockAddress;
      cdb[7] = transferLengthBlocks >>> 8;
      cdb[8] = transferLengthBlocks;
      cdb[9] = control;
      return cdb;
    },
    decode(cdb) {
      return {
        operationCode: cdb[0],
        dpo: (cdb[1] & 0x10) !== 0,
        fua: (cdb[1] & 0x08) !== 0,
        relativeAddress: (cdb[1] & 1) !== 0,
        logicalBlockAddress: ((cdb[2] << 24) | (cdb[3] << 16) | (cdb[4] << 8) | cdb[5]) >>> 0,
        transferLengthBlocks: (cdb[7] << 8) | cdb[8],
        control: cdb[9],
      };
    },
  },
  readTocFormatted: {
    encode({ msf = false, trackSessionNumber = 0, allocationLength = 804, control = 0 }) {
      const cdb = new Uint8Array(10);
      cdb[0] = 0x43;
      cdb[1] = msf ? 2 : 0;
      cdb[6] = trackSessionNumber;
      cdb[7] = allocationLength >> 8;
      cdb[8] = allocationLength;
      cdb[9] = control;
      return cdb;
    },
    decode(cdb) {
      return {
        operationCode: cdb[0],
        msf: (cdb[1] & 2) !== 0,
        format: cdb[2] & 15,
        trackSessionNumber: cdb[6],
        allocationLength: (cdb[7] << 8) | cdb[8],
        control: cdb[9],
      };
    },
  },
  setCdSpeed: {
    encode({
      rotationalControl = 0,
      logicalUnitReadSpeedKilobytesPerSecond = 0xffff,
      logicalUnitWriteSpeedKilobytesPerSecond = 0xffff,
      control = 0,
    }) {
      const cdb = new Uint8Array(12);
      cdb[0] = 0xbb;
      cdb[1] = rotationalControl;
      cdb[2] = logicalUnitReadSpeedKilobytesPerSecond >> 8;
      cdb[3] = logicalUnitReadSpeedKilobytesPerSecond;
      cdb[4] = logicalUnitWriteSpeedKilobytesPerSecond >> 8;
      cdb[5] = logicalUnitWriteSpeedKilobytesPerSecond;
      cdb[11] = control;
      return cdb;
    },
    decode(cdb) {
      return {
        operationCode: cdb[0],
        rotationalControl: cdb[1] & 3,
        logicalUnitReadSpeedKilobytesPerSecond: (cdb[2] << 8) | cdb[3],
        logicalUnitWriteSpeedKilobytesPerSecond: (cdb[4] << 8) | cdb[5],
        control: cdb[11],
      };
    },
  },
  readCd: {
    encode(input) {
      const cdb = new Uint8Array(12);
      const { startingLogicalBlockAddress: address, transferLengthBlocks: count } = input;
      cdb[0] = 0xbe;
      cdb[1] = ((input.expectedSectorType ?? 0) << 2) | (input.dap ? 2 : 0);
      cdb[2] = address >> 24;
      cdb[3] = address >> 16;
      cdb[4] = address >> 8;
      cdb[5] = address;
      cdb[6] = count >> 16;
      cdb[7] = count >> 8;
      cdb[8] = count;
      cdb[9] =
        (input.sync ? 0x80 : 0) |
        ((input.headerCodes ?? 0) << 5) |
        (input.userData ? 0x10 : 0) |
        (input.edcAndEcc ? 8 : 0) |
        ((input.c2ErrorInformation ?? 0) << 1);
      cdb[10] = input.subChannelSelection ?? 0;
      cdb[11] = input.control ?? 0;
      return cdb;
    },
    decode(cdb) {
      return {
        operationCode: cdb[0],
        expectedSectorType: (cdb[1] >> 2) & 7,
        dap: (cdb[1] & 2) !== 0,
        relativeAddress: (cdb[1] & 1) !== 0,
        startingLogicalBlockAddress: (cdb[2] << 24) | (cdb[3] << 16) | (cdb[4] << 8) | cdb[5],
        transferLengthBlocks: (cdb[6] << 16) | (cdb[7] << 8) | cdb[8],
        sync: (cdb[9] & 0x80) !== 0,
        headerCodes: (cdb[9] >> 5) & 3,
        userData: (cdb[9] & 0x10) !== 0,
        edcAndEcc: (cdb[9] & 8) !== 0,
        c2ErrorInformation: (cdb[9] >> 1) & 3,
        subChannelSelection: cdb[10] & 7,
        control: cdb[11],
      };
    },
  },
};
