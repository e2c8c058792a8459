# Writes OUTPUT, a C++ source that holds the texts of PRELUDE and PACKAGE (gateway-engine/states/jsonata_sources.h).
file(READ "${PRELUDE}" prelude)
file(READ "${PACKAGE}" package)
file(WRITE "${OUTPUT}"
    "#include \"gateway-engine/states/jsonata_sources.h\"\n"
    "namespace gw::engine::states {\n"
    "std::string_view jsonataPrelude()\n{\n    return R\"GW_TEXT(${prelude})GW_TEXT\";\n}\n"
    "std::string_view jsonataPackage()\n{\n    return R\"GW_TEXT(${package})GW_TEXT\";\n}\n"
    "} // namespace gw::engine::states\n")
