# cmake -Dfolder=… -Dfiles=a;b -Dout=FILE -P list_files.cmake: a module that names files of a site, and their edition, which is
# another one as soon as any of them is.
set(hashes)
set(names)
foreach(name IN LISTS files)
    file(SHA256 "${folder}/${name}" hash)
    string(APPEND hashes "${hash}")
    list(APPEND names "\"/${name}\"")
endforeach()
string(SHA256 edition "${hashes}")
string(SUBSTRING "${edition}" 0 16 edition)
list(JOIN names ", " names)
file(WRITE "${out}" "export const edition = \"${edition}\";\nexport const files = [${names}];\n")
