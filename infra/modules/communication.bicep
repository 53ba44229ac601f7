metadata name = 'Communication Services'
metadata description = 'Promise: texts are sent from the United Kingdom, by our identity and by no key.'

@description('Required. Name of the resource.')
param name string

@description('Required. Tags on every resource.')
param tags object

@description('Required. Workspace that receives the diagnostics.')
param workspaceId string

resource communication 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: name
  // The resource is global; its data stay where dataLocation says, and that cannot be changed later.
  location: 'global'
  tags: tags
  properties: {
    dataLocation: 'UK'
    disableLocalAuth: true
  }
}

resource communication_diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-log-analytics'
  scope: communication
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'SMSOperational'
        enabled: true
      }
      {
        category: 'AuthOperational'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Name of the resource.')
output name string = communication.name

@description('Resource id.')
output resourceId string = communication.id

@description('Address texts are sent through.')
output endpoint string = 'https://${communication.properties.hostName}'
