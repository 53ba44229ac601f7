metadata name = 'Events'
metadata description = 'Promise: a laboratory file and a delivery report are announced, or what could not be announced is kept and somebody is told.'

import { roleIds } from '../roles.bicep'

@description('Required. Stem of resource names.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. Name of the data account.')
param dataAccountName string

@description('Required. Name of the Communication Services resource.')
param communicationName string

@description('Required. Name of the Service Bus namespace.')
param serviceBusName string

@description('Required. Address a laboratory file is announced to, with the system key that opens it; empty before the Functions host has made that key. Without it laboratory files are found by the five-minute sweep alone.')
@secure()
param labFileWebhook string

@description('Required. Workspace that receives the diagnostics.')
param workspaceId string

var deliveryFailures = [
  {
    category: 'DeliveryFailures'
    enabled: true
  }
]

var allMetrics = [
  {
    category: 'AllMetrics'
    enabled: true
  }
]

// A day of trying. After that the event lies in undelivered-events and the alert has gone out.
var retryPolicy = {
  eventTimeToLiveInMinutes: 1440
  maxDeliveryAttempts: 30
}

var undelivered = {
  identity: {
    type: 'SystemAssigned'
  }
  deadLetterDestination: {
    endpointType: 'StorageBlob'
    properties: {
      resourceId: dataAccount.id
      blobContainerName: 'undelivered-events'
    }
  }
}

resource dataAccount 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: dataAccountName
}

resource dataBlobService 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' existing = {
  parent: dataAccount
  name: 'default'
}

resource undeliveredEvents 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' existing = {
  parent: dataBlobService
  name: 'undelivered-events'
}

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: communicationName
}

resource serviceBus 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource deliveryReports 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' existing = {
  parent: serviceBus
  name: 'sms-delivery-reports'
}

resource storageEvents 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'egst-${name}-storage'
  location: location
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: dataAccount.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

resource storageEvents_keepsUndelivered 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(undeliveredEvents.id, storageEvents.id, 'Storage Blob Data Contributor')
  scope: undeliveredEvents
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
    principalId: storageEvents.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// The Flex Consumption blob trigger listens on this webhook and nowhere else. Event Grid asks it to prove itself when the
// subscription is made, so the code must be there first: that is why the key comes with the second deployment.
resource labFileArrived 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = if (!empty(labFileWebhook)) {
  parent: storageEvents
  name: 'lab-file-arrived'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: labFileWebhook
        maxEventsPerBatch: 1
        minimumTlsVersionAllowed: '1.2'
      }
    }
    filter: {
      includedEventTypes: [
        'Microsoft.Storage.BlobCreated'
      ]
      subjectBeginsWith: '/blobServices/default/containers/lab-results/'
    }
    retryPolicy: retryPolicy
    deadLetterWithResourceIdentity: undelivered
  }
  dependsOn: [
    storageEvents_keepsUndelivered
  ]
}

resource communicationEvents 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'egst-${name}-communication'
  // As global as the resource it listens to.
  location: 'global'
  tags: tags
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    source: communication.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

resource communicationEvents_keepsUndelivered 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(undeliveredEvents.id, communicationEvents.id, 'Storage Blob Data Contributor')
  scope: undeliveredEvents
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Storage Blob Data Contributor'])
    principalId: communicationEvents.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource communicationEvents_reportsDelivery 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(deliveryReports.id, communicationEvents.id, 'Azure Service Bus Data Sender')
  scope: deliveryReports
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds['Azure Service Bus Data Sender'])
    principalId: communicationEvents.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

resource textDelivered 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: communicationEvents
  name: 'sms-delivery-report'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    deliveryWithResourceIdentity: {
      identity: {
        type: 'SystemAssigned'
      }
      destination: {
        endpointType: 'ServiceBusQueue'
        properties: {
          resourceId: deliveryReports.id
        }
      }
    }
    filter: {
      includedEventTypes: [
        'Microsoft.Communication.SMSDeliveryReportReceived'
      ]
    }
    retryPolicy: retryPolicy
    deadLetterWithResourceIdentity: undelivered
  }
  dependsOn: [
    communicationEvents_keepsUndelivered
    communicationEvents_reportsDelivery
  ]
}

resource storageEvents_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: storageEvents
  properties: {
    workspaceId: workspaceId
    logs: deliveryFailures
    metrics: allMetrics
  }
}

resource communicationEvents_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: communicationEvents
  properties: {
    workspaceId: workspaceId
    logs: deliveryFailures
    metrics: allMetrics
  }
}

@description('Resource id of the system topic for laboratory files.')
output storageTopicId string = storageEvents.id

@description('Resource id of the system topic for delivery reports.')
output communicationTopicId string = communicationEvents.id
