metadata name = 'Identity'
metadata description = 'Promise: the application is one identity and holds no password. What it may do is in access.bicep and nowhere else.'

@description('Required. Name of the identity.')
param name string

@description('Required. Region.')
param location string

@description('Required. Tags on every resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Name of the identity.')
output name string = identity.name

@description('Resource id of the identity.')
output resourceId string = identity.id

@description('Client id, which settings name so that the SDKs choose this identity.')
output clientId string = identity.properties.clientId

@description('Object id, which role assignments name.')
output principalId string = identity.properties.principalId
