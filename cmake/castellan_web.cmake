# castellan_web_program(target name): links an executable as an ES module for the page, name.js and name.wasm.
#
# The page's content security policy allows no eval, hence DYNAMIC_EXECUTION=0. Nothing throws or jumps, there are no
# files, and WebGL 2 is the only version: each of these is code that is then not in the module.
function(castellan_web_program target name)
    set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name} SUFFIX .js)
    target_link_options(${target} PRIVATE
        -sALLOW_MEMORY_GROWTH=1
        -sASSERTIONS=0
        -sDYNAMIC_EXECUTION=0
        -sENVIRONMENT=web
        -sEXPORT_ES6=1
        -sFILESYSTEM=0
        -sGL_ENABLE_GET_PROC_ADDRESS=0
        -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0
        -sGL_SUPPORT_SIMPLE_ENABLE_EXTENSIONS=0
        -sGL_TRACK_ERRORS=0
        -sGL_WORKAROUND_SAFARI_GETCONTEXT_BUG=0
        -sINITIAL_MEMORY=16MB
        -sJS_MATH=1
        -sMALLOC=emmalloc
        -sMAX_WEBGL_VERSION=2
        -sMIN_WEBGL_VERSION=2
        -sMODULARIZE=1
        -sSTACK_SIZE=512KB
        -sSUPPORT_LONGJMP=0
        -sTEXTDECODER=2)
endfunction()
