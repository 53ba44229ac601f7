using './main.bicep'

// Real patients. What names a trust comes from the environment of whoever deploys, so a copy of this file names nobody.

param environmentName = 'prod'

param pathway = {
  policyVersion: '2026-11'
  helpline: readEnvironmentVariable('FIT_HELPLINE')
  pageAddress: readEnvironmentVariable('FIT_PAGE_ADDRESS', '')
}

param sms = {
  sender: readEnvironmentVariable('FIT_SMS_SENDER')
  pencePerPart: readEnvironmentVariable('FIT_SMS_PENCE_PER_PART', '')
}

param signIn = {
  clientId: readEnvironmentVariable('FIT_SIGN_IN_CLIENT_ID')
}

param alerts = {
  emails: split(readEnvironmentVariable('FIT_ALERT_EMAILS'), ',')
  overdueMinutes: 240
  failedTextsPerHour: 10
}

// Eight years is the adult record in the NHS Records Management Code; cancer records are kept longer. Information
// governance signs this off before the policies are locked: afterwards it can only grow.
param retention = {
  archiveDays: 2922
  auditDays: 2922
  softDeleteDays: 30
  undeliveredDays: 30
  logDays: 365
}

param scale = {
  durableInstances: 1
  httpInstances: 1
  maximumInstances: 40
}

param redundancy = 'Standard_GZRS'

param networkIsolation = true

param gateway = {
  publisherName: readEnvironmentVariable('FIT_PUBLISHER_NAME')
  publisherEmail: readEnvironmentVariable('FIT_PUBLISHER_EMAIL')
  sku: 'BasicV2'
  callsPerMinute: 300
}

param pathwayEventSubscribers = [
  'trust-records'
]

// A laboratory's files are a few megabytes a month. Everything else that is put into the account is scanned too.
param malwareScan = {
  gigabytesPerMonth: 50
}

param archiveLocked = bool(readEnvironmentVariable('FIT_ARCHIVE_LOCKED', 'false'))

param blobsExtensionKey = readEnvironmentVariable('FIT_BLOBS_EXTENSION_KEY', '')
