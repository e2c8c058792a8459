# What an installation holds.
include(GNUInstallDirs)
install(TARGETS gatewright RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET gatewright-studio)
    install(TARGETS gatewright-studio RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY "${CMAKE_SOURCE_DIR}/resources/examples" DESTINATION ${CMAKE_INSTALL_DATADIR}/gatewright)
