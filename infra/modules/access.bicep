metadata name = 'Access'
metadata description = 'Promise: the application may do exactly what is listed here. Each line says why.'

import { roleIds } from '../roles.bicep'

@description('Required. Object id of the application\'s identity.')
param principalId string

@description('Required. Object ids of the service principals that put files into lab-results. A laboratory can read back what is in that container, and nothing else.')
param labSenderPrincipalIds string[]

@description('Required. True where laboratory files are scanned for malware: then the application reads the verdicts on them.')
param readsVerdicts bool

@description('Required. Name of the data account.')
param dataAccountName string

@description('Required. Name of the task hub account.')
param hubAccountName string

@description('Required. Name of the Service Bus namespace.')
param serviceBusName string

@description('Required. Name of the Communication Services resource.')
param communicationName string

@description('Required. Name of the Application Insights component.')
param applicationInsightsName string

// Histories, messages, leases, timers and the host's own keys. Blob Data Owner is what the Functions host documents for
// AzureWebJobsStorage; the account holds no patient and no archive.
var hubRoles = [
  'Storage Blob Data Owner'
  'Storage Queue Data Contributor'
  'Storage Table Data Contributor'
]

// Journeys and everything about them; and the queue of laboratory files that could not be read.
var dataRoles = [
  'Storage Queue Data Contributor'
  'Storage Table Data Contributor'
]

// Container by container, and not Owner: Owner may clear a legal hold or an unlocked immutability policy.
var dataContainers = [
  'lab-results'
  'lab-archive'
  'lab-quarantine'
  'audit'
]

var sendsToQueues = [
  'kit-dispatch'
  'booking-requests'
]

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: dataAccountName
}

resource dataBlobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: dataAccount
  name: 'default'
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = [for containerName in dataContainers: {
  parent: dataBlobService
  name: containerName
}]

resource labResults 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: dataBlobService
  name: 'lab-results'
}

resource hubAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: hubAccountName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource queues 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = [for queueName in sendsToQueues: {
  parent: serviceBus
  name: queueName
}]

resource deliveryReports 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = {
  parent: serviceBus
  name: 'sms-delivery-reports'
}

resource pathwayEvents 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = {
  parent: serviceBus
  name: 'pathway-events'
}

resource kitMovements 'Microsoft.ServiceBus/namespaces/topics@2024-01-01' existing = {
  parent: serviceBus
  name: 'kit-movements'
}

resource kitMovementsForUs 'Microsoft.ServiceBus/namespaces/topics/subscriptions@2024-01-01' existing = {
  parent: kitMovements
  name: 'fitpipeline'
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource runsItsEngine 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in hubRoles: {
  name: guid(hubAccount.id, principalId, role)
  scope: hubAccount
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

resource keepsJourneys 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in dataRoles: {
  name: guid(dataAccount.id, principalId, role)
  scope: dataAccount
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

resource keepsFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (containerName, index) in dataContainers: {
  name: guid(dataAccount.id, containerName, principalId, 'Storage Blob Data Contributor')
  scope: containers[index]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

// A verdict is a tag, and of the roles that Azure ships only Owner may read tags. Nothing in this container is under a hold.
resource readsScanVerdicts 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (readsVerdicts) {
  name: guid(labResults.id, principalId, 'Storage Blob Data Owner')
  scope: labResults
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Owner'])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource ordersKitsAndBookings 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (queueName, index) in sendsToQueues: {
  name: guid(serviceBus.id, queueName, principalId, 'Azure Service Bus Data Sender')
  scope: queues[index]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Azure Service Bus Data Sender'])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}]

resource publishesEvents 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(pathwayEvents.id, principalId, 'Azure Service Bus Data Sender')
  scope: pathwayEvents
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Azure Service Bus Data Sender'])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// On the subscription, not the topic: a trigger on a topic fails without it.
resource hearsOfMovements 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(kitMovementsForUs.id, principalId, 'Azure Service Bus Data Receiver')
  scope: kitMovementsForUs
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Azure Service Bus Data Receiver'])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource hearsOfDelivery 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deliveryReports.id, principalId, 'Azure Service Bus Data Receiver')
  scope: deliveryReports
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Azure Service Bus Data Receiver'])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// Wider than sending, but the narrowest role that Azure ships for Communication Services; this resource does nothing but texts.
resource sendsTexts 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(communication.id, principalId, 'Communication and Email Service Owner')
  scope: communication
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Communication and Email Service Owner'])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource reportsOnItself 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(applicationInsights.id, principalId, 'Monitoring Metrics Publisher')
  scope: applicationInsights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Monitoring Metrics Publisher'])
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource laboratoriesSendFiles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for senderId in labSenderPrincipalIds: {
  name: guid(labResults.id, senderId, 'Storage Blob Data Contributor')
  scope: labResults
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
    principalId: senderId
    principalType: 'ServicePrincipal'
  }
}]
