metadata name = 'Private endpoints'
metadata description = 'Promise: every store is reached by a private address, and its name resolves to it.'

import { privateEndpointTarget } from '../types.bicep'

@description('Required. Stem of resource names.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

@description('Required. Subnet the endpoints stand in.')
param subnetId string

@description('Required. Private DNS zone id by service: blob, queue, table, namespace.')
param zoneIds object

@description('Required. The doors.')
param targets privateEndpointTarget[]

resource endpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [for target in targets: {
  name: 'pep-${name}-${target.name}'
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: target.name
        properties: {
          privateLinkServiceId: target.resourceId
          groupIds: [
            target.service
          ]
        }
      }
    ]
  }
}]

resource endpoints_zones 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [for (target, index) in targets: {
  parent: endpoints[index]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: target.service
        properties: {
          privateDnsZoneId: zoneIds[target.service]
        }
      }
    ]
  }
}]
