# What an installation holds.
include(GNUInstallDirs)
install(TARGETS gatewright RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET gatewright-studio)
    install(TARGETS gatewright-studio RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
install(DIRECTORY "${CMAKE_SOURCE_DIR}/resources/examples" DESTINATION ${CMAKE_INSTALL_DATADIR}/gatewright)
if(TARGET gatewright-studio)
    install(FILES "${CMAKE_SOURCE_DIR}/installer/gatewright.desktop"
        DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
    install(FILES "${CMAKE_SOURCE_DIR}/resources/icons/app.svg"
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps RENAME gatewright.svg)
endif()
