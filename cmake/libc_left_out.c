/* In place of two functions of the C library, 20 kB of the browser's program of which nothing is used: text is never read
 * as a fraction. */
#include <stdlib.h>
#include <string.h>

double castellan_strtod(char const* text, char** end);
int castellan_sscanf(char const* text, char const* format, ...);

/* nlohmann's lexer works out each fraction; wire/parse_json.cpp passes on its text alone. */
double castellan_strtod(char const* text, char** end)
{
    if (end != NULL)
        *end = (char*)text + strlen(text);
    return 0;
}

/* Dear ImGui reads its settings by it, which the console keeps itself (ui/kit/state.hpp), and what is typed into a slider,
 * of which there are none. */
int castellan_sscanf(char const* text, char const* format, ...)
{
    (void)text;
    (void)format;
    return 0;
}
