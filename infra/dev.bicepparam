using './main.bicep'

// A practice estate with invented patients. Small, open to the network, forgets quickly, can be deleted.

param environmentName = 'dev'

param pathway = {
  policyVersion: '2026-11'
  // Invented: Ofcom's numbers for stories.
  helpline: '0191 498 0123'
}

param sms = {
  sender: 'FITTEST'
}

param signIn = {
  clientId: readEnvironmentVariable('FIT_SIGN_IN_CLIENT_ID')
}

param alerts = {
  emails: split(readEnvironmentVariable('FIT_ALERT_EMAILS'), ',')
  overdueMinutes: 1440
  failedTextsPerHour: 5
}

param retention = {
  archiveDays: 1
  auditDays: 1
  softDeleteDays: 7
  undeliveredDays: 7
  logDays: 30
}

param scale = {
  durableInstances: 1
  httpInstances: 0
  maximumInstances: 40
}

param redundancy = 'Standard_LRS'

param blobsExtensionKey = readEnvironmentVariable('FIT_BLOBS_EXTENSION_KEY', '')
