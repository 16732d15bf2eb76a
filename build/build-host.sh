# Sourced by the build scripts of this repository and of its samples: finds a .NET SDK, decides what the build runs on, and runs it.
# Wanted of the caller: BUILD_ROOT, the folder that holds .nuke, and BUILD_PROJECT, the build project.

REPOSITORY=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
NUKE_VERSION=$(sed -n 's:.*<NukeCommonVersion>\(.*\)</NukeCommonVersion>.*:\1:p' "$REPOSITORY/Directory.Packages.props")
TEMP_DIRECTORY="$BUILD_ROOT/.nuke/temp"

export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_NOLOGO=1
export NUKE_TELEMETRY_OPTOUT=1

# The SDK on the path if it suits global.json; else the one that global.json names, installed into .nuke/temp.
find_dotnet() {
    if command -v dotnet >/dev/null && (cd "$REPOSITORY" && dotnet --version >/dev/null 2>&1); then
        DOTNET_EXE=$(command -v dotnet)
    else
        local directory="$REPOSITORY/.nuke/temp/dotnet-unix" version
        version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$REPOSITORY/global.json")
        DOTNET_EXE="$directory/dotnet"
        if ! (cd "$REPOSITORY" && "$DOTNET_EXE" --version >/dev/null 2>&1); then
            mkdir -p "$directory"
            curl -Lsfo "$directory/dotnet-install.sh" https://dot.net/v1/dotnet-install.sh || {
                echo "There is no .NET SDK $version on the path, and dotnet-install.sh could not be fetched. Install it from https://dot.net/download." >&2
                exit 1
            }
            bash "$directory/dotnet-install.sh" --install-dir "$directory" --version "$version" --no-path
        fi
        export PATH="$directory:$PATH" DOTNET_ROOT="$directory"
    fi
    export DOTNET_EXE
}

# NUKE itself wherever the feed serves it; the bundled host elsewhere, which is said in one line.
# The feed is asked once a day; NUKE_BUILD_HOST=nuke or NUKE_BUILD_HOST=bundled settles it.
# (Not NUKE_HOST: NUKE takes that for its own --host.)
decide_host() {
    NUKE_HOST_IN_USE=${NUKE_BUILD_HOST:-}
    [ -n "$NUKE_HOST_IN_USE" ] && return

    if [ -f "${NUGET_PACKAGES:-$HOME/.nuget/packages}/nuke.common/$NUKE_VERSION/nuke.common.nuspec" ]; then
        NUKE_HOST_IN_USE=nuke
        return
    fi

    local refusal="$REPOSITORY/.nuke/temp/nuke-$NUKE_VERSION-not-served"
    if [ -z "$(find "$refusal" -mtime -1 2>/dev/null)" ] && ask_feed "$refusal"; then
        NUKE_HOST_IN_USE=nuke
    else
        NUKE_HOST_IN_USE=bundled
        echo "Nuke.Common $NUKE_VERSION is not served by the package feed; using the bundled build host (build/host)."
    fi
}

# Restores a project that wants nothing but NUKE. Only a feed that answers that it has no such package is remembered.
ask_feed() {
    local directory="$REPOSITORY/.nuke/temp/feed" output
    mkdir -p "$directory"
    printf '%s\n' '<Project Sdk="Microsoft.NET.Sdk">' \
        '  <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>' \
        '  <ItemGroup><PackageReference Include="Nuke.Common" /></ItemGroup>' \
        '</Project>' >"$directory/feed.csproj"
    output=$("$DOTNET_EXE" restore "$directory/feed.csproj" --verbosity quiet 2>&1) && return 0
    case $output in *NU1101* | *NU1102*) : >"$1" ;; esac
    return 1
}

run_build() {
    find_dotnet
    decide_host
    # Silent unless it fails: its "Build succeeded" is not that of the targets.
    local output
    output=$("$DOTNET_EXE" build "$BUILD_PROJECT" -p:NukeHost="$NUKE_HOST_IN_USE" -nodeReuse:false -p:UseSharedCompilation=false \
        -nologo --verbosity quiet 2>&1) || {
        printf '%s\n' "$output"
        exit 1
    }
    exec "$DOTNET_EXE" "$(dirname "$BUILD_PROJECT")/bin/Debug/$(basename "$BUILD_PROJECT" .csproj).dll" "$@"
}
