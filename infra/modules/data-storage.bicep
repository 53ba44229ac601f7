metadata name = 'Data storage'
metadata description = 'Promise: journeys, laboratory files and the audit trail; no keys; what came from a laboratory cannot be altered.'

import { malwareScanSettings, redundancyType, retentionSettings } from '../types.bicep'

@description('Required. Name of the storage account, at most 24 lower-case letters and digits.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. How many copies Azure keeps.')
param redundancy redundancyType

@description('Required. How long things are kept.')
param retention retentionSettings

@description('Required. True shuts the public door: only private endpoints, and Azure\'s own trusted services with an identity.')
param networkIsolation bool

@description('Required. True once the two immutability policies have been locked. A locked policy cannot be written again, so deployments then leave both alone.')
param archiveLocked bool

@description('Optional. How what is put here is scanned for malware; without it, not at all.')
param malwareScan malwareScanSettings?

@description('Required. Workspace that receives the diagnostics.')
param workspaceId string

// lab-archive and audit stand below, each with its immutability policy.
var containerNames = [
  'lab-results'
  'lab-quarantine'
  'undelivered-events'
]

var tableNames = [
  'Journeys'
  'Patients'
  'Kits'
  'WorkItems'
  'Texts'
  'Slots'
  'Bookings'
  'Quarantine'
  'LabRows'
  'Audit'
]

var accessLogs = [
  {
    category: 'StorageRead'
    enabled: true
  }
  {
    category: 'StorageWrite'
    enabled: true
  }
  {
    category: 'StorageDelete'
    enabled: true
  }
]

resource storageAccount 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: redundancy
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    allowedCopyScope: 'AAD'
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    isSftpEnabled: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: networkIsolation ? 'Disabled' : 'Enabled'
    networkAcls: {
      // AzureServices lets Event Grid write what it could not deliver; it still needs its identity and its role.
      bypass: 'AzureServices'
      defaultAction: networkIsolation ? 'Deny' : 'Allow'
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: storageAccount
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: retention.softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: retention.softDeleteDays
    }
  }
}

// The verdict is written on each blob as an index tag, which is what the application waits for.
resource malwareScanning 'Microsoft.Security/defenderForStorageSettings@2025-06-01' = if (malwareScan != null) {
  name: 'current'
  scope: storageAccount
  properties: {
    isEnabled: true
    overrideSubscriptionLevelSettings: true
    malwareScanning: {
      onUpload: {
        isEnabled: true
        capGBPerMonth: malwareScan!.gigabytesPerMonth
      }
    }
    sensitiveDataDiscovery: {
      isEnabled: false
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [for containerName in containerNames: {
  parent: blobService
  name: containerName
  properties: {
    publicAccess: 'None'
  }
}]

resource archive 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobService
  name: 'lab-archive'
  properties: {
    publicAccess: 'None'
  }
}

// Write once, read many: a raw laboratory file is put here before it is read, and stays as it came.
resource archive_immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = if (!archiveLocked) {
  parent: archive
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: retention.archiveDays
    allowProtectedAppendWrites: false
  }
}

resource audit 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobService
  name: 'audit'
  properties: {
    publicAccess: 'None'
  }
}

// Lines may be added to the end of an audit blob; none may be changed or taken away.
resource audit_immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2025-06-01' = if (!archiveLocked) {
  parent: audit
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: retention.auditDays
    allowProtectedAppendWrites: true
  }
}

// Nothing deletes lab-results or lab-quarantine by age: a file nobody has read must wait for somebody, however long.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: storageAccount
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'archive-cools-then-goes'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'lab-archive/'
              ]
            }
            actions: {
              baseBlob: {
                tierToCool: {
                  daysAfterCreationGreaterThan: 30
                }
                tierToCold: {
                  daysAfterCreationGreaterThan: 180
                }
                // After the immutability policy has let go, never before: Azure refuses a delete that comes too soon.
                delete: {
                  daysAfterCreationGreaterThan: retention.archiveDays
                }
              }
              version: {
                delete: {
                  daysAfterCreationGreaterThan: retention.archiveDays
                }
              }
            }
          }
        }
        {
          // The application takes a file out of lab-results once it is archived and read; what is left is an old version with personal data in it.
          name: 'old-versions-go'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'lab-results/'
                'lab-quarantine/'
              ]
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: retention.softDeleteDays
                }
              }
            }
          }
        }
        {
          name: 'undelivered-events-go'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'undelivered-events/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: retention.undeliveredDays
                }
              }
              version: {
                delete: {
                  daysAfterCreationGreaterThan: retention.undeliveredDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    blobService
  ]
}

// The blob trigger puts a laboratory file it failed to read five times on a queue in the same account.
resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: storageAccount
  name: 'default'
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: storageAccount
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2025-06-01' = [for tableName in tableNames: {
  parent: tableService
  name: tableName
}]

resource blobService_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: blobService
  properties: {
    workspaceId: workspaceId
    logs: accessLogs
  }
}

resource queueService_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: queueService
  properties: {
    workspaceId: workspaceId
    // The alert on an unread laboratory file reads StorageWrite.
    logs: accessLogs
  }
}

resource tableService_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    // An entity's address holds its keys. Keys are journey, kit and work item ids, never an NHS number, so these logs hold none.
    logs: accessLogs
  }
}

@description('Name of the storage account.')
output name string = storageAccount.name

@description('Resource id of the storage account.')
output resourceId string = storageAccount.id

@description('Address of the blob service.')
output blobEndpoint string = storageAccount.properties.primaryEndpoints.blob

@description('Address of the queue service.')
output queueEndpoint string = storageAccount.properties.primaryEndpoints.queue

@description('Address of the table service.')
output tableEndpoint string = storageAccount.properties.primaryEndpoints.table
