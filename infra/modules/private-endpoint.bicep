metadata name = 'Private endpoint'
metadata description = 'Promise: one service of one store is reached by a private address, and its name resolves to it.'

@description('Required. Name of the endpoint.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. Subnet the endpoint stands in.')
param subnetId string

@description('Required. Private DNS zone the service\'s name is looked up in.')
param zoneId string

@description('Required. Resource the endpoint leads to.')
param resourceId string

@description('Required. Which of its services.')
param service 'blob' | 'queue' | 'table' | 'namespace'

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: service
        properties: {
          privateLinkServiceId: resourceId
          groupIds: [
            service
          ]
        }
      }
    ]
  }
}

resource endpoint_zone 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: service
        properties: {
          privateDnsZoneId: zoneId
        }
      }
    ]
  }
}
