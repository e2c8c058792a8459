// What people do in the studio, each in a process of its own (window_cost.cpp).
#pragma once

namespace gw::bench {

void openAndRest(int routes); // the window opens, a project opens, nothing more: steps and memory
void design(int routes);      // through methods, cards, pages, filter, edits and their undoing, source
void serve(int routes); // the gateway starts, deploys an edit, answers requests of the console, shows their traces
void traces(int count); // the inspector over a file of so many: scrolls anywhere, filters, opens some
void longResponse(int megabytes); // of a loopback server: arrives, is shown, walked through, searched, saved
void type(int bytes);             // in a template and in a JSON body of that length

} // namespace gw::bench
