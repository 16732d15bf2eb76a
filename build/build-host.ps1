# Dot-sourced by the build scripts of this repository and of its samples; the same as build-host.sh, where every step is explained.
# Wanted of the caller: $BuildRoot, the folder that holds .nuke, and $BuildProject, the build project.

$Repository = Split-Path $PSScriptRoot -Parent
$NukeVersion = ([xml](Get-Content "$Repository/Directory.Packages.props")).SelectSingleNode("//NukeCommonVersion").InnerText

$env:DOTNET_CLI_TELEMETRY_OPTOUT = 1
$env:DOTNET_NOLOGO = 1
$env:NUKE_TELEMETRY_OPTOUT = 1

function Find-DotNet {
    Push-Location $Repository
    try {
        if ($null -ne (Get-Command "dotnet" -ErrorAction SilentlyContinue) -and $(dotnet --version; $LASTEXITCODE -eq 0)[-1]) {
            $env:DOTNET_EXE = (Get-Command "dotnet").Path
            return
        }

        $Directory = "$Repository/.nuke/temp/dotnet-win"
        $Version = (Get-Content "$Repository/global.json" | ConvertFrom-Json).sdk.version
        $env:DOTNET_EXE = "$Directory/dotnet.exe"
        if (!(Test-Path $env:DOTNET_EXE)) {
            New-Item -ItemType Directory -Path $Directory -Force | Out-Null
            [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12
            (New-Object System.Net.WebClient).DownloadFile("https://dot.net/v1/dotnet-install.ps1", "$Directory/dotnet-install.ps1")
            & "$Directory/dotnet-install.ps1" -InstallDir $Directory -Version $Version -NoPath
        }

        $env:PATH = "$Directory;$env:PATH"
    }
    finally {
        Pop-Location
    }
}

function Get-BuildHost {
    if ($env:NUKE_BUILD_HOST) { return $env:NUKE_BUILD_HOST }

    $Packages = if ($env:NUGET_PACKAGES) { $env:NUGET_PACKAGES } else { "$HOME/.nuget/packages" }
    if (Test-Path "$Packages/nuke.common/$NukeVersion/nuke.common.nuspec") { return "nuke" }

    $Refusal = "$Repository/.nuke/temp/nuke-$NukeVersion-not-served"
    $Known = (Test-Path $Refusal) -and (Get-Item $Refusal).LastWriteTime -gt (Get-Date).AddDays(-1)
    if (!$Known -and (Test-Feed $Refusal)) { return "nuke" }

    Write-Host "Nuke.Common $NukeVersion is not served by the package feed; using the bundled build host (build/host)."
    return "bundled"
}

function Test-Feed($Refusal) {
    $Directory = "$Repository/.nuke/temp/feed"
    New-Item -ItemType Directory -Path $Directory -Force | Out-Null
    Set-Content "$Directory/feed.csproj" @"
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
  <ItemGroup><PackageReference Include="Nuke.Common" /></ItemGroup>
</Project>
"@
    $Output = & $env:DOTNET_EXE restore "$Directory/feed.csproj" --verbosity quiet 2>&1 | Out-String
    if ($LASTEXITCODE -eq 0) { return $true }
    if ($Output -match "NU1101|NU1102") { New-Item -ItemType File -Path $Refusal -Force | Out-Null }
    return $false
}

function Invoke-Build($Arguments) {
    Find-DotNet
    $BuildHost = Get-BuildHost
    & $env:DOTNET_EXE build $BuildProject "-p:NukeHost=$BuildHost" -nodeReuse:false -p:UseSharedCompilation=false -nologo -clp:NoSummary --verbosity quiet
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

    $Name = [IO.Path]::GetFileNameWithoutExtension($BuildProject)
    & $env:DOTNET_EXE (Join-Path (Split-Path $BuildProject -Parent) "bin/Debug/$Name.dll") @Arguments
    exit $LASTEXITCODE
}
