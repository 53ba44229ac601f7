metadata name = 'FitPipeline'
metadata description = 'The whole estate in one resource group. Read the modules from top to bottom: who we are, what we see with, where things are kept, what carries them, what runs, who may do what, who is told.'

import { alertSettings, environmentType, gatewaySettings, malwareScanSettings, pathwaySettings, redundancyType, retentionSettings, scaleSettings, signInSettings, smsSettings } from './types.bicep'

targetScope = 'resourceGroup'

@description('Required. Which estate this is.')
param environmentName environmentType

@description('Optional. Region. Patients\' data stay here and, with geo-redundancy, in its pair.')
param location string = resourceGroup().location

@description('Required. What the pathway is told from outside.')
param pathway pathwaySettings

@description('Required. How texts are sent.')
param sms smsSettings

@description('Required. The Entra ID app registration that callers get tokens for.')
param signIn signInSettings

@description('Required. Who is told when something is wrong, and when.')
param alerts alertSettings

@description('Required. How long things are kept.')
param retention retentionSettings

@description('Required. How many machines.')
param scale scaleSettings

@description('Optional. How many copies of the data Azure keeps.')
param redundancy redundancyType = 'Standard_ZRS'

@description('Optional. True puts storage and Service Bus behind private endpoints, shuts their public doors, and needs Service Bus Premium. Decide before the first deployment.')
param networkIsolation bool = false

@description('Optional. API Management in front of the application for GP systems. Without it GP systems call the application itself, which Entra ID guards either way.')
param gateway gatewaySettings?

@description('Optional. Who outside reads pathway-events, one subscription each.')
param pathwayEventSubscribers string[] = []

@description('Optional. Object ids of the service principals that put files into lab-results.')
param labSenderPrincipalIds string[] = []

@description('Optional. Microsoft Defender for Storage scans what is put into the data account, and no laboratory file is read before it was found clean. Without it nothing is scanned.')
param malwareScan malwareScanSettings?

@description('Optional. True once the immutability policies of lab-archive and audit have been locked by hand (docs/deploy.md).')
param archiveLocked bool = false

@description('Optional. System key blobs_extension of the function app, for the second deployment (docs/deploy.md). Never written down: read from the environment of whoever deploys.')
@secure()
param blobsExtensionKey string = ''

@description('Optional. More tags on every resource.')
param tags object = {}

var token = take(uniqueString(resourceGroup().id), 8)
var name = 'fit-${environmentName}-${token}'
var allTags = union(tags, {
  application: 'fitpipeline'
  environment: environmentName
})

// What is reached privately of each of the two storage accounts.
var storageServices = [
  'blob'
  'queue'
  'table'
]

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    name: 'id-${name}'
    location: location
    tags: allTags
  }
}

module observability 'modules/observability.bicep' = {
  name: 'observability'
  params: {
    name: name
    location: location
    tags: allTags
    retention: retention
  }
}

module network 'modules/network.bicep' = if (networkIsolation) {
  name: 'network'
  params: {
    name: name
    location: location
    tags: allTags
  }
}

module dataStorage 'modules/data-storage.bicep' = {
  name: 'data-storage'
  params: {
    name: 'stfitdata${environmentName}${token}'
    location: location
    tags: allTags
    redundancy: redundancy
    retention: retention
    networkIsolation: networkIsolation
    archiveLocked: archiveLocked
    malwareScan: malwareScan
    workspaceId: observability.outputs.workspaceId
  }
}

module taskHub 'modules/task-hub.bicep' = {
  name: 'task-hub'
  params: {
    name: 'stfithub${environmentName}${token}'
    location: location
    tags: allTags
    // It is rebuilt from the tables, so another region's copy buys nothing.
    redundancy: redundancy == 'Standard_GZRS' ? 'Standard_ZRS' : redundancy
    networkIsolation: networkIsolation
    workspaceId: observability.outputs.workspaceId
  }
}

module serviceBus 'modules/service-bus.bicep' = {
  name: 'service-bus'
  params: {
    name: 'sb-${name}'
    location: location
    tags: allTags
    networkIsolation: networkIsolation
    pathwayEventSubscribers: pathwayEventSubscribers
    workspaceId: observability.outputs.workspaceId
  }
}

module communication 'modules/communication.bicep' = {
  name: 'communication'
  params: {
    name: 'acs-${name}'
    tags: allTags
    workspaceId: observability.outputs.workspaceId
  }
}

module dataEndpoints 'modules/private-endpoint.bicep' = [for service in storageServices: if (networkIsolation) {
  name: 'endpoint-data-${service}'
  params: {
    name: 'pep-${name}-data-${service}'
    location: location
    tags: allTags
    subnetId: network!.outputs.endpointsSubnetId
    zoneId: network!.outputs.zoneIds[service]
    resourceId: dataStorage.outputs.resourceId
    service: service
  }
}]

module hubEndpoints 'modules/private-endpoint.bicep' = [for service in storageServices: if (networkIsolation) {
  name: 'endpoint-hub-${service}'
  params: {
    name: 'pep-${name}-hub-${service}'
    location: location
    tags: allTags
    subnetId: network!.outputs.endpointsSubnetId
    zoneId: network!.outputs.zoneIds[service]
    resourceId: taskHub.outputs.resourceId
    service: service
  }
}]

module serviceBusEndpoint 'modules/private-endpoint.bicep' = if (networkIsolation) {
  name: 'endpoint-service-bus'
  params: {
    name: 'pep-${name}-service-bus'
    location: location
    tags: allTags
    subnetId: network!.outputs.endpointsSubnetId
    zoneId: network!.outputs.zoneIds.namespace
    resourceId: serviceBus.outputs.resourceId
    service: 'namespace'
  }
}

module access 'modules/access.bicep' = {
  name: 'access'
  params: {
    principalId: identity.outputs.principalId
    labSenderPrincipalIds: labSenderPrincipalIds
    readsVerdicts: malwareScan != null
    dataAccountName: dataStorage.outputs.name
    hubAccountName: taskHub.outputs.name
    serviceBusName: serviceBus.outputs.name
    communicationName: communication.outputs.name
    applicationInsightsName: observability.outputs.applicationInsightsName
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  params: {
    name: 'func-${name}'
    location: location
    tags: allTags
    identityId: identity.outputs.resourceId
    identityClientId: identity.outputs.clientId
    applicationInsightsName: observability.outputs.applicationInsightsName
    dataBlobEndpoint: dataStorage.outputs.blobEndpoint
    dataQueueEndpoint: dataStorage.outputs.queueEndpoint
    dataTableEndpoint: dataStorage.outputs.tableEndpoint
    hubBlobEndpoint: taskHub.outputs.blobEndpoint
    hubQueueEndpoint: taskHub.outputs.queueEndpoint
    hubTableEndpoint: taskHub.outputs.tableEndpoint
    packageContainerUri: taskHub.outputs.packageContainerUri
    serviceBusHostName: serviceBus.outputs.hostName
    communicationEndpoint: communication.outputs.endpoint
    pathway: pathway
    sms: sms
    awaitsScan: malwareScan != null
    signIn: signIn
    scale: scale
    subnetId: networkIsolation ? network!.outputs.functionsSubnetId : ''
    workspaceId: observability.outputs.workspaceId
  }
  // An application that starts before it may reach its storage fails, and stays failed until somebody restarts it.
  dependsOn: [
    access
    dataEndpoints
    hubEndpoints
    serviceBusEndpoint
  ]
}

module desk 'modules/desk.bicep' = {
  name: 'desk'
  params: {
    name: 'desk-${name}'
    firewallName: 'wafdesk${environmentName}${token}'
    accountName: 'stfitdesk${environmentName}${token}'
    location: location
    tags: allTags
    // The files are in the repository: another region's copy buys nothing.
    redundancy: redundancy == 'Standard_GZRS' ? 'Standard_ZRS' : redundancy
    functionHostName: functions.outputs.hostName
    workspaceId: observability.outputs.workspaceId
  }
}

module events 'modules/events.bicep' = {
  name: 'events'
  params: {
    name: name
    location: location
    tags: allTags
    dataAccountName: dataStorage.outputs.name
    communicationName: communication.outputs.name
    serviceBusName: serviceBus.outputs.name
    labFileWebhook: empty(blobsExtensionKey) ? '' : 'https://${functions.outputs.hostName}/runtime/webhooks/blobs?functionName=Host.Functions.ReceiveLabFile&code=${blobsExtensionKey}'
    workspaceId: observability.outputs.workspaceId
  }
}

module gpGateway 'modules/gateway.bicep' = if (gateway != null) {
  name: 'gateway'
  params: {
    name: 'apim-${name}'
    location: location
    tags: allTags
    publisherName: gateway!.publisherName
    publisherEmail: gateway!.publisherEmail
    sku: gateway!.sku
    callsPerMinute: gateway!.callsPerMinute
    signIn: signIn
    functionHostName: functions.outputs.hostName
    workspaceId: observability.outputs.workspaceId
  }
}

module tellPeople 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: name
    location: location
    tags: allTags
    alerts: alerts
    workspaceId: observability.outputs.workspaceId
    serviceBusId: serviceBus.outputs.resourceId
    eventTopics: {
      communication: events.outputs.communicationTopicId
      storage: events.outputs.storageTopicId
    }
  }
}

@description('Name of the function app, to deploy the code to.')
output functionAppName string = functions.outputs.name

@description('Address of the application.')
output applicationAddress string = 'https://${functions.outputs.hostName}'

@description('Address staff open.')
output deskAddress string = 'https://${desk.outputs.hostName}'

@description('Name of the storage account the desk\'s files are sent to.')
output deskAccountName string = desk.outputs.accountName

@description('Address GP systems call: the gateway, or the application itself.')
output gpSystemsAddress string = gateway != null ? gpGateway!.outputs.address : 'https://${functions.outputs.hostName}'

@description('Name of the application\'s identity, which the app registration must trust (docs/deploy.md).')
output identityName string = identity.outputs.name

@description('Name of the data account, which laboratories send files to.')
output dataAccountName string = dataStorage.outputs.name
