[CmdletBinding()]
Param(
    [Parameter(Position=0,Mandatory=$false,ValueFromRemainingArguments=$true)]
    [string[]]$BuildArguments
)

Set-StrictMode -Version 2.0; $ErrorActionPreference = "Stop"

$BuildRoot = $PSScriptRoot
$BuildProject = "$BuildRoot/build/_build.csproj"

. "$BuildRoot/../../build/build-host.ps1"
Invoke-Build $BuildArguments
