// The rules of a Choice, a row each.
#include "ui/states/state_fields.h"

#include "core/states/asl_words.h"
#include "ui/design/method_facts.h"
#include "ui/design/table_editor.h"
#include "ui/states/field_values.h"

namespace gw::ui {

namespace {

enum Column { Variable, Operator, Operand, Next }; // of JSONPath; of JSONata condition and next

bool isCombined(const json::Value& rule)
{
    return rule.find("And") || rule.find("Or") || rule.find("Not");
}

// The comparison's operator with what it compares to; nullptr: there is none yet.
const json::Member* comparisonIn(const json::Value& rule)
{
    if (rule.isObject())
        for (const json::Member& member : rule.asObject())
            if (!asl::comparisonOf(member.key).sign.empty())
                return &member;
    return nullptr;
}

bool comparesTexts(const std::string& operation)
{
    return operation.starts_with("String") || operation.starts_with("Timestamp") || operation.ends_with("Path");
}

bool comparesFacts(const std::string& operation) // true or false
{
    return !operation.ends_with("Path") && (operation.starts_with("Is") || operation.starts_with("BooleanEquals"));
}

// What stands there suits the new operator, or what people begin with.
json::Value operandFor(const std::string& operation, const json::Value& operand)
{
    if (operation.ends_with("Path"))
        return json::Value("$.");
    if (comparesFacts(operation))
        return operand.isBool() ? operand : json::Value(true);
    if (operation.starts_with("Numeric"))
        return operand.isNumber() ? operand : json::Value(0);
    return operand.isString() ? operand : json::Value("");
}

std::string condition(const QString& text)
{
    return "{% " + text.trimmed().toStdString() + " %}";
}

} // namespace

QString StateForm::Fields::changeComparison(int row, const std::string& wanted)
{
    if (asl::comparisonOf(wanted).sign.empty())
        return FormTr::tr("There is no comparison \"%1\". Choose one of the list.").arg(QString::fromStdString(wanted));
    const json::Member* now = comparisonIn(listOf(m_value, "Choices")[static_cast<std::size_t>(row)]);
    if (now && now->key == wanted)
        return {};
    std::vector<asl::FieldChange> fields{
        {entryPath("Choices", row, wanted.c_str()), operandFor(wanted, now ? now->value : json::Value(true))}};
    if (now)
        fields.push_back({entryPath("Choices", row, now->key.c_str()), std::nullopt});
    return set(fields);
}

QString StateForm::Fields::changeOperand(int row, const QString& value)
{
    const json::Member* now = comparisonIn(listOf(m_value, "Choices")[static_cast<std::size_t>(row)]);
    if (!now)
        return FormTr::tr("Choose a comparison first.");
    const json::Value typed = comparesTexts(now->key) ? json::Value(value.toStdString()) : typedValue(value);
    if (now->key.starts_with("Numeric") && !comparesTexts(now->key) && !typed.isNumber())
        return FormTr::tr("Write a number.");
    if (comparesFacts(now->key) && !typed.isBool())
        return FormTr::tr("Write true or false.");
    return set({{entryPath("Choices", row, now->key.c_str()), typed}});
}

QString StateForm::Fields::changeRule(int row, int column, const QString& value)
{
    const json::Array& rules = listOf(m_value, "Choices");
    if (row < 0 || static_cast<std::size_t>(row) >= rules.size())
        return {};
    if (column == (m_isJsonata ? 1 : Next))
        return set({{entryPath("Choices", row, "Next"), json::Value(value.toStdString())}});
    if (m_isJsonata)
        return set({{entryPath("Choices", row, "Condition"), json::Value(condition(value))}});
    if (isCombined(rules[static_cast<std::size_t>(row)]))
        return FormTr::tr("This rule combines several conditions. Edit it in the text.");
    if (column == Variable)
        return set({{entryPath("Choices", row, "Variable"), json::Value(value.toStdString())}});
    return column == Operator ? changeComparison(row, value.toStdString()) : changeOperand(row, value);
}

QString StateForm::Fields::addRule(const QStringList& row)
{
    json::Value rule = json::Value::object();
    if (m_isJsonata) {
        rule.set("Condition", condition(row.value(0)));
    } else {
        rule.set("Variable", row.value(Variable).toStdString());
        const std::string operation = row.value(Operator).isEmpty() ? "IsPresent" : row.value(Operator).toStdString();
        rule.set(operation, row.value(Operand).isEmpty() ? json::Value(true) : typedValue(row.value(Operand)));
    }
    const QString next = row.value(m_isJsonata ? 1 : Next);
    rule.set("Next", (next.isEmpty() && !m_targets.isEmpty() ? m_targets.last() : next).toStdString());
    return append("Choices", std::move(rule));
}

QStringList StateForm::Fields::ruleRow(const json::Value& rule) const
{
    const QString next = fromUtf8(rule["Next"].toString());
    if (m_isJsonata)
        return {fromUtf8(asl::ruleInWords(rule)), next};
    if (isCombined(rule))
        return {fromUtf8(asl::ruleInWords(rule)), QString(), QString(), next};
    const json::Member* comparison = comparisonIn(rule);
    return {fromUtf8(rule["Variable"].toString()), comparison ? fromUtf8(comparison->key) : QString(),
            comparison ? fromUtf8(comparison->value.scalarText()) : QString(), next};
}

void StateForm::Fields::buildChoice()
{
    QStringList operators;
    for (const std::string& field : asl::comparisonFields())
        operators << fromUtf8(field);
    std::vector<TableColumn> columns;
    if (m_isJsonata)
        columns = {{FormTr::tr("Condition"), TableColumn::Kind::Code, {}, 3}};
    else
        columns = {{FormTr::tr("Variable"), TableColumn::Kind::Code, {}, 2},
                   {FormTr::tr("Comparison"), TableColumn::Kind::Choice, operators, 2},
                   {FormTr::tr("Value"), TableColumn::Kind::Code, {}, 1}};
    columns.push_back({FormTr::tr("Next"), TableColumn::Kind::Choice, {}, 2});
    const int next = static_cast<int>(columns.size()) - 1;
    auto* table = new TableEditor(m_theme, FormTr::tr("Rules"), FormTr::tr("rule"),
                                  FormTr::tr("No rules. The first one that holds says where to go on."), columns);
    TableEditor::Edits edits;
    edits.set = [this](int row, int column, const QString& value) { return changeRule(row, column, value); };
    edits.add = [this](const QStringList& row) { return addRule(row); };
    edits.remove = [this](int row) { return removeFrom("Choices", row, true); };
    table->setEdits(edits);
    table->setNewRow(m_isJsonata ? QStringList{QStringLiteral("$states.input."), QString()}
                                 : QStringList{QStringLiteral("$."), QStringLiteral("IsPresent"),
                                               QStringLiteral("true"), QString()});
    m_updates.push_back([this, table, next](const StateContext& c) {
        table->model()->setChoices(next, m_targets);
        std::vector<QStringList> rows;
        for (const json::Value& rule : listOf(c.value, "Choices"))
            rows.push_back(ruleRow(rule));
        table->setRows(rows);
    });
    addWide(table);
}

} // namespace gw::ui
