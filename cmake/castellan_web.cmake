# castellan_fold_no_function(target): keeps a function that is called once a function, in the compiler as in Binaryen.
#
# Folded into its caller it is no shorter: screens became one function of 280 kB, whose variables and places on the stack
# take two and three bytes to name instead of one. The compiler gives such a call a bonus of 15,000, which the threshold
# takes away again; small functions are worth it as they are.
function(castellan_fold_no_function target)
    target_link_options(${target} PRIVATE
        -Wl,-mllvm,-inline-threshold=-14990
        -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=20,--always-inline-max-function-size=2)
endfunction()

# castellan_web_program(target name): links an executable as an ES module for the page, name.js and name.wasm.
#
# The page's content security policy allows no eval, hence DYNAMIC_EXECUTION=0. Nothing throws or jumps, there are no
# files, and WebGL 2 is the only version: each of these is code that is then not in the module.
function(castellan_web_program target name)
    castellan_fold_no_function(${target})
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
