// What happens when a Task, a Parallel or a Map fails: its retriers and catchers, a row each.
#include "ui/states/state_fields.h"

#include "core/json/text.h"
#include "core/states/asl_words.h"
#include "ui/design/method_facts.h"
#include "ui/design/table_editor.h"
#include "ui/states/field_values.h"

#include <array>
#include <optional>

namespace gw::ui {

namespace {

constexpr std::array retrierFields{"ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate"};

} // namespace

void StateForm::Fields::buildErrors()
{
    if (!asl::mayCatch(m_type))
        return;
    addSection(FormTr::tr("When it fails"));
    buildRetry();
    buildCatch();
}

QString StateForm::Fields::changeRetrier(int row, int column, const QString& value)
{
    const std::string path = entryPath("Retry", row, retrierFields.at(static_cast<std::size_t>(column)));
    if (column == 0) {
        const json::Value names = namesFrom(value);
        return names.asArray().empty() ? FormTr::tr("Name at least one error.") : set({{path, names}});
    }
    if (value.trimmed().isEmpty())
        return set({{path, std::nullopt}});
    const json::Value typed = typedValue(value);
    return typed.isNumber() ? set({{path, typed}}) : FormTr::tr("Write a number.");
}

QString StateForm::Fields::addRetrier(const QStringList& row)
{
    json::Value retrier = json::Value::object();
    retrier.set("ErrorEquals", namesFrom(row.value(0)));
    for (int column = 1; column < static_cast<int>(retrierFields.size()); ++column)
        if (const json::Value typed = typedValue(row.value(column)); typed.isNumber())
            retrier.set(retrierFields.at(static_cast<std::size_t>(column)), typed);
    return append("Retry", std::move(retrier));
}

void StateForm::Fields::buildRetry()
{
    auto* table = new TableEditor(m_theme, FormTr::tr("Retry"), FormTr::tr("retrier"), FormTr::tr("Not retried."),
                                  {{FormTr::tr("Errors"), TableColumn::Kind::Code, usualErrorNames(), 3},
                                   {FormTr::tr("Interval (s)"), TableColumn::Kind::Code, {}, 1},
                                   {FormTr::tr("Attempts"), TableColumn::Kind::Code, {}, 1},
                                   {FormTr::tr("Backoff"), TableColumn::Kind::Code, {}, 1}});
    TableEditor::Edits edits;
    edits.set = [this](int row, int column, const QString& value) { return changeRetrier(row, column, value); };
    edits.add = [this](const QStringList& row) { return addRetrier(row); };
    edits.remove = [this](int row) { return removeFrom("Retry", row, false); };
    table->setEdits(edits);
    table->setNewRow(
        {QStringLiteral("States.TaskFailed"), QStringLiteral("1"), QStringLiteral("3"), QStringLiteral("2")});
    m_updates.push_back([table](const StateContext& c) {
        std::vector<QStringList> rows;
        for (const json::Value& retrier : listOf(c.value, "Retry")) {
            QStringList row{fromUtf8(asl::errorNames(retrier))};
            for (std::size_t column = 1; column < retrierFields.size(); ++column)
                row << fromUtf8(retrier[retrierFields.at(column)].scalarText());
            rows.push_back(row);
        }
        table->setRows(rows);
    });
    addWide(table);
}

const char* StateForm::Fields::caughtInto() const
{
    return m_isJsonata ? "Output" : "ResultPath";
}

QString StateForm::Fields::changeCatcher(int row, int column, const QString& value)
{
    if (column == 0) {
        const json::Value names = namesFrom(value);
        return names.asArray().empty() ? FormTr::tr("Name at least one error.")
                                       : set({{entryPath("Catch", row, "ErrorEquals"), names}});
    }
    const std::string path = entryPath("Catch", row, column == 1 ? "Next" : caughtInto());
    const bool isEmpty = value.trimmed().isEmpty();
    return set({{path, isEmpty ? std::nullopt : std::optional(json::Value(value.toStdString()))}});
}

QString StateForm::Fields::addCatcher(const QStringList& row)
{
    json::Value catcher = json::Value::object();
    catcher.set("ErrorEquals", namesFrom(row.value(0)));
    catcher.set("Next", (row.value(1).isEmpty() ? m_targets.value(0) : row.value(1)).toStdString());
    if (!row.value(2).isEmpty())
        catcher.set(caughtInto(), row.value(2).toStdString());
    return append("Catch", std::move(catcher));
}

void StateForm::Fields::buildCatch()
{
    auto* table = new TableEditor(
        m_theme, FormTr::tr("Catch"), FormTr::tr("catcher"), FormTr::tr("Errors end the execution."),
        {{FormTr::tr("Errors"), TableColumn::Kind::Code, usualErrorNames(), 3},
         {FormTr::tr("Next"), TableColumn::Kind::Choice, {}, 2},
         {m_isJsonata ? FormTr::tr("Output") : FormTr::tr("Result path"), TableColumn::Kind::Code, {}, 2}});
    TableEditor::Edits edits;
    edits.set = [this](int row, int column, const QString& value) { return changeCatcher(row, column, value); };
    edits.add = [this](const QStringList& row) { return addCatcher(row); };
    edits.remove = [this](int row) { return removeFrom("Catch", row, false); };
    table->setEdits(edits);
    table->setNewRow({QStringLiteral("States.ALL"), QString(), QString()});
    m_updates.push_back([this, table](const StateContext& c) {
        table->model()->setChoices(1, m_targets);
        std::vector<QStringList> rows;
        for (const json::Value& catcher : listOf(c.value, "Catch")) {
            const json::Value& into = catcher[caughtInto()];
            const bool isWhole = into.isObject() || into.isArray();
            rows.push_back({fromUtf8(asl::errorNames(catcher)), fromUtf8(catcher["Next"].toString()),
                            fromUtf8(isWhole ? json::writeJson(into) : std::string(into.scalarText()))});
        }
        table->setRows(rows);
    });
    addWide(table);
}

} // namespace gw::ui
