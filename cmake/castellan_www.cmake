# castellan_www(castellan_site
#     FILES index.html boot.js …       # of this folder, or by full path
#     PROGRAMS castellan_web …         # whose .js and .wasm belong to the pages
#     OFFLINE terminal_files.js terminal.html …)  # a module, and the files of the site that it lists
#
# puts the site together in <build>/www, each file with its .br and .gz beside it, which the server sends as they are.
# The module of OFFLINE says which files a service worker keeps, and a name for this very edition of them.
# Modules lose their comments and the names that nobody calls from outside, which is half of what a browser would load.
function(castellan_www target)
    cmake_parse_arguments(PARSE_ARGV 1 www "" "" "FILES;PROGRAMS;OFFLINE")
    find_program(CASTELLAN_BROTLI brotli REQUIRED)
    find_program(CASTELLAN_GZIP gzip REQUIRED)
    set(terser "${CASTELLAN_DEPS}/npm/node_modules/terser/bin/terser")
    if(NOT EXISTS "${terser}")
        message(WARNING "The page's modules are not shortened: ${terser} is missing. ./dev build fetches it.")
    endif()
    find_program(CASTELLAN_NODE node REQUIRED)
    set(outputs)

    function(castellan_www_file source dependency)
        cmake_path(IS_PREFIX CMAKE_CURRENT_SOURCE_DIR "${source}" NORMALIZE is_own)
        cmake_path(GET source FILENAME name)
        if(is_own)
            cmake_path(RELATIVE_PATH source OUTPUT_VARIABLE name)
        endif()
        set(file "${PROJECT_BINARY_DIR}/www/${name}")
        set(put_there "${CMAKE_COMMAND}" -E copy "${source}" "${file}")
        cmake_path(GET file PARENT_PATH folder)
        file(MAKE_DIRECTORY "${folder}")
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
    foreach(target_of IN LISTS www_PROGRAMS)
        get_target_property(program ${target_of} OUTPUT_NAME)
        get_target_property(folder_of ${target_of} BINARY_DIR)
        foreach(suffix IN ITEMS js wasm)
            castellan_www_file("${folder_of}/${program}.${suffix}" ${target_of})
        endforeach()
    endforeach()
    if(www_OFFLINE)
        list(POP_FRONT www_OFFLINE list)
        set(list "${PROJECT_BINARY_DIR}/${list}")
        set(kept "${www_OFFLINE}")
        list(TRANSFORM kept PREPEND "${PROJECT_BINARY_DIR}/www/")
        add_custom_command(
            OUTPUT "${list}"
            COMMAND "${CMAKE_COMMAND}" "-Dfolder=${PROJECT_BINARY_DIR}/www" "-Dfiles=${www_OFFLINE}" "-Dout=${list}"
                -P "${PROJECT_SOURCE_DIR}/cmake/list_files.cmake"
            DEPENDS ${kept} "${PROJECT_SOURCE_DIR}/cmake/list_files.cmake"
            COMMENT "Listing what works without the network"
            VERBATIM)
        castellan_www_file("${list}" "${list}")
    endif()
    add_custom_target(${target} ALL DEPENDS ${outputs})
    set_property(TARGET ${target} PROPERTY CASTELLAN_FILES ${outputs}) # For what is made of the site.
endfunction()
