# The texts of the window in Japanese and English, compiled into the program below :/translations.
# `cmake --build BUILD --target update_translations` brings new source texts into the .ts files.
find_package(Qt6 REQUIRED COMPONENTS LinguistTools)

set(DOKUEI_TS ${CMAKE_SOURCE_DIR}/translations/dokuei_ja.ts ${CMAKE_SOURCE_DIR}/translations/dokuei_en.ts)
qt_add_lrelease(dokuei_app_settings TS_FILES ${DOKUEI_TS} QM_FILES_OUTPUT_VARIABLE DOKUEI_QM
  OPTIONS -silent)
set_source_files_properties(${DOKUEI_QM} PROPERTIES GENERATED TRUE)
qt_add_resources(dokuei_app_settings dokuei_translations PREFIX /translations
  BASE ${CMAKE_CURRENT_BINARY_DIR} FILES ${DOKUEI_QM})

get_target_property(DOKUEI_LUPDATE Qt6::lupdate IMPORTED_LOCATION)
add_custom_target(update_translations
  COMMAND ${DOKUEI_LUPDATE} -locations none -no-obsolete ${CMAKE_SOURCE_DIR}/app ${CMAKE_SOURCE_DIR}/viewer
          ${CMAKE_SOURCE_DIR}/reports -ts ${DOKUEI_TS}
  COMMENT "Collecting texts to translate" VERBATIM)
