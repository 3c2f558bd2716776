# castellan_www(castellan_site
#     FILES index.html boot.js …       # of this folder, or by full path
#     PROGRAM castellan_web)           # whose .js and .wasm belong to the page
#
# puts the site together in <build>/www, each file with its .br and .gz beside it, which the server sends as they are.
# Modules lose their comments and the names that nobody calls from outside, which is half of what a browser would load.
function(castellan_www target)
    cmake_parse_arguments(PARSE_ARGV 1 www "" "PROGRAM" "FILES")
    find_program(CASTELLAN_BROTLI brotli REQUIRED)
    find_program(CASTELLAN_GZIP gzip REQUIRED)
    set(terser "${CASTELLAN_DEPS}/npm/node_modules/terser/bin/terser")
    if(NOT EXISTS "${terser}")
        message(WARNING "The page's modules are not shortened: ${terser} is missing. ./dev build fetches it.")
    endif()
    find_program(CASTELLAN_NODE node REQUIRED)
    set(outputs)

    function(castellan_www_file source dependency)
        cmake_path(GET source FILENAME name)
        set(file "${PROJECT_BINARY_DIR}/www/${name}")
        set(put_there "${CMAKE_COMMAND}" -E copy "${source}" "${file}")
        if(name MATCHES "\\.js$" AND EXISTS "${terser}")
            set(put_there "${CASTELLAN_NODE}" "${terser}" "${source}" --module --compress passes=2 --mangle --output "${file}")
        endif()
        add_custom_command(
            OUTPUT "${file}" "${file}.br" "${file}.gz"
            COMMAND ${put_there}
            COMMAND "${CASTELLAN_BROTLI}" --force --keep --best "${file}"
            COMMAND "${CASTELLAN_GZIP}" --force --keep --best --no-name "${file}"
            # Compressors keep the time of the file, which may be older than the last change of a dependency.
            COMMAND "${CMAKE_COMMAND}" -E touch "${file}" "${file}.br" "${file}.gz"
            DEPENDS "${dependency}"
            COMMENT "Compressing ${name}"
            VERBATIM)
        set(outputs ${outputs} "${file}" PARENT_SCOPE)
    endfunction()

    foreach(source IN LISTS www_FILES)
        cmake_path(ABSOLUTE_PATH source)
        castellan_www_file("${source}" "${source}")
    endforeach()
    # The .wasm is made together with the .js, which alone is known to the build.
    get_target_property(program ${www_PROGRAM} OUTPUT_NAME)
    foreach(suffix IN ITEMS js wasm)
        castellan_www_file("$<TARGET_FILE_DIR:${www_PROGRAM}>/${program}.${suffix}" ${www_PROGRAM})
    endforeach()
    add_custom_target(${target} ALL DEPENDS ${outputs})
    set_property(TARGET ${target} PROPERTY CASTELLAN_FILES ${outputs}) # For what is made of the site.
endfunction()
