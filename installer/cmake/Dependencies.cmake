# Every library the project stands on. installer/packages.sh lists the packages that bring them.

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(OpenSSL 3.0 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(tl-expected REQUIRED)
find_package(CLI11 REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(INIH REQUIRED IMPORTED_TARGET inih)
pkg_check_modules(CJOSE REQUIRED IMPORTED_TARGET cjose)
pkg_check_modules(DUKTAPE IMPORTED_TARGET duktape) # runs JSONata; without it such state machines are refused

# The programs' allocator where it is there: traces are freed on another thread than the one that made them, which the
# system's allocator does at several times the cost. Sanitizers bring their own.
if(NOT GW_SANITIZE)
    find_package(mimalloc QUIET)
endif()
function(gw_use_allocator program)
    if(TARGET mimalloc) # nothing of it is named in the code, so the linker must be told to keep it
        target_link_libraries(${program} PRIVATE "-Wl,--push-state,--no-as-needed" mimalloc "-Wl,--pop-state")
    endif()
endfunction()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network Test)
if(GW_BUILD_STUDIO)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets WebSockets Svg)
    # Debian 13 and newer package it for Qt 6; on Debian 12 installer/setup.sh builds it from the distribution's source.
    find_package(KF6SyntaxHighlighting QUIET)
    if(KF6SyntaxHighlighting_FOUND)
        set(GW_SYNTAX_HIGHLIGHTING KF6::SyntaxHighlighting)
    else()
        find_package(KF5SyntaxHighlighting CONFIG REQUIRED
            PATHS "${GW_DEPS_DIR}/syntax-highlighting" NO_DEFAULT_PATH)
        set(GW_SYNTAX_HIGHLIGHTING KF5::SyntaxHighlighting)
    endif()
endif()
