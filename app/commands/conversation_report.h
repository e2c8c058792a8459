// What scripted conversations did, for people, CI and programs: lines, JUnit XML, JSON, TAP.
#pragma once

#include "app/commands/command.h"
#include "core/console/conversation_outcome.h"
#include "core/console/websocket_request.h"

#include <string>
#include <vector>

namespace gw::cli {

struct PlayedConversation
{
    QString path; // "chat/Join"
    QString file;
    console::WebSocketRequest request;
    console::ConversationOutcome outcome;
};

// `reporter`: "cli", "junit", "json" or "tap".
[[nodiscard]] std::string conversationReport(const std::vector<PlayedConversation>& plays, const std::string& reporter,
                                             bool color);

} // namespace gw::cli
