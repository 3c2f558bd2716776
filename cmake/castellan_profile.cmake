# OPTIMIZATION: what an installation gets is compiled by a profile of how decisions really run; a fifth of their time.

# castellan_profiled(TARGET): compile this library by CASTELLAN_PROFILE, or so that it records one.
function(castellan_profiled target)
    if(CASTELLAN_PROFILE STREQUAL "record")
        target_compile_options(${target} PRIVATE -fprofile-generate)
        target_link_options(${target} INTERFACE -fprofile-generate)
    elseif(CASTELLAN_PROFILE)
        # Named by what is in it: with another profile everything is compiled anew, since two in one program don't link.
        file(SHA256 "${CASTELLAN_PROFILE}" hash)
        string(SUBSTRING "${hash}" 0 16 hash)
        set(profile "${PROJECT_BINARY_DIR}/profile-${hash}.profdata")
        configure_file("${CASTELLAN_PROFILE}" "${profile}" COPYONLY)
        target_compile_options(${target} PRIVATE "-fprofile-use=${profile}" -Wno-profile-instr-unprofiled
                                                 -Wno-profile-instr-out-of-date)
    endif()
endfunction()
