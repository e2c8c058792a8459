// What the authorizer lab found, as rows and texts for its page: the steps a token was held against, what the function
// said, each policy statement by statement, and the answer a caller gets.
#pragma once

#include "gateway-engine/access/authorizer_lab.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace gw::ui {

enum class LabTone { Plain, Good, Bad };

struct LabRow
{
    QStringList cells;
    LabTone tone = LabTone::Plain;
    int firstLine = 0; // of the policy's text, from 1; 0: of none
    int lastLine = 0;
};

struct LabVerdict
{
    QString text; // "Allowed", "Refused with 403"
    QString reason;
    LabTone tone = LabTone::Plain;
};
[[nodiscard]] LabVerdict labVerdict(const engine::LabReport& report);

[[nodiscard]] std::vector<LabRow> tokenRows(const engine::LabReport& report); // step, outcome, what was found
[[nodiscard]] QString tokenText(const engine::LabReport& report);             // header and claims as JSON; or empty

[[nodiscard]] std::vector<LabRow> signatureRows(const engine::LabReport& report); // the same of a signature
// The signature as it came and as it was calculated, one below the other; empty: none could be read.
[[nodiscard]] QString signaturesText(const engine::LabReport& report);

// Whether the function was asked, and where its result is kept; empty: there is no function.
[[nodiscard]] QString functionText(const engine::LabReport& report);
[[nodiscard]] QString callerText(const engine::LabReport& report); // principal and context, a line each; or empty
[[nodiscard]] QString answerText(const engine::LabReport& report); // status, headers and body; empty: it is allowed
[[nodiscard]] QString prettyText(const std::string& json);         // laid out where it is JSON, else as it is

struct LabPolicyText
{
    QString title;
    QString decision; // in a sentence
    LabTone tone = LabTone::Plain;
    QString text;
    int firstLine = 0; // of the statement that decides; 0: none does
    int lastLine = 0;
    std::vector<LabRow> rows; // statement, element, value, verdict
};
[[nodiscard]] LabPolicyText policyText(const engine::LabPolicy& policy);

} // namespace gw::ui
