metadata name = 'Task hub storage'
metadata description = 'Promise: the engine\'s own account, apart from the data, without keys. It can be lost and rebuilt from the tables.'

import { redundancyType } from '../types.bicep'

@description('Required. Name of the storage account, at most 24 lower-case letters and digits.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. How many copies Azure keeps.')
param redundancy redundancyType

@description('Required. True shuts the public door: only private endpoints.')
param networkIsolation bool

@description('Required. Workspace that receives the diagnostics.')
param workspaceId string

var packageContainerName = 'app-package'

// The engine polls its queues and leases day and night: those reads would drown the log and say nothing. Deletions are rare and worth a line.
var deletionLogs = [
  {
    category: 'StorageDelete'
    enabled: true
  }
]

var transactionMetrics = [
  {
    category: 'Transaction'
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
      bypass: 'None'
      defaultAction: networkIsolation ? 'Deny' : 'Allow'
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: storageAccount
  name: 'default'
}

resource packageContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = {
  parent: blobService
  name: packageContainerName
  properties: {
    publicAccess: 'None'
  }
}

// Durable Functions keeps histories in tables and messages in queues: both services must be there, not only blobs.
resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: storageAccount
  name: 'default'
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-06-01' = {
  parent: storageAccount
  name: 'default'
}

resource blobService_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: blobService
  properties: {
    workspaceId: workspaceId
    logs: deletionLogs
    metrics: transactionMetrics
  }
}

resource queueService_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: queueService
  properties: {
    workspaceId: workspaceId
    metrics: transactionMetrics
  }
}

resource tableService_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    metrics: transactionMetrics
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

@description('Address of the container the deployed code is kept in.')
output packageContainerUri string = '${storageAccount.properties.primaryEndpoints.blob}${packageContainer.name}'
