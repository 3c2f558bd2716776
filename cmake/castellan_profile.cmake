# OPTIMIZATION: what an installation gets is compiled by a profile of how decisions really run; a fifth of their time.

# castellan_profiled(TARGET): compile this library by CASTELLAN_PROFILE, or so that it records one.
function(castellan_profiled target)
    if(CASTELLAN_PROFILE STREQUAL "record")
        target_compile_options(${target} PRIVATE -fprofile-generate)
        target_link_options(${target} INTERFACE -fprofile-generate)
    elseif(CASTELLAN_PROFILE)
        target_compile_options(${target} PRIVATE "-fprofile-use=${CASTELLAN_PROFILE}" -Wno-profile-instr-unprofiled
                                                 -Wno-profile-instr-out-of-date)
    endif()
endfunction()
