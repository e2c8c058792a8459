// What a stage logs: the access log with its format, and the execution log by method (reference 1.28, 1.34).
#include "core/api/access_log_format.h"
#include "ui/design/method_facts.h"
#include "ui/design/stage_form.h"
#include "ui/models/context_samples.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tone_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QTableView>

#include <algorithm>

namespace gw::ui {

namespace {

constexpr const char* allMethods = "*/*";

// Settings that say something of the log; the others belong to the Traffic and Cache tabs.
bool isAboutLog(const MethodSettings& settings)
{
    const bool saysNothingElse = !settings.throttling.isSet() && settings.caching == MethodCacheSettings();
    return settings.loggingLevel != "OFF" || settings.dataTraceEnabled || settings.metricsEnabled || saysNothingElse;
}

// The settings in a row of the table; nullptr when it has no such row.
MethodSettings* inRow(Stage& stage, int row)
{
    for (MethodSettings& settings : stage.methodSettings)
        if (isAboutLog(settings) && row-- == 0)
            return &settings;
    return nullptr;
}

QString boolText(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

class StageLogsForm final : public StageForm
{
public:
    StageLogsForm(const Theme& theme, ApplyStageChange apply);
    void showStage(const StageContext& context) override;

private:
    void buildAccessLog();
    void buildSettings();
    void showPreview();
    QString setFormat(const QString& format);
    [[nodiscard]] TableEditor::Edits settingEdits();

    TextField* m_destination;
    TextField* m_format;
    ToneLabel* m_preview;
    ToneLabel* m_unknown;
    TableEditor* m_settings;
    QWidget* m_settingsHead = nullptr;
    AccessLogSettings m_shown;
    SampleSubject m_subject;
    QStringList m_offered;
};

StageLogsForm::StageLogsForm(const Theme& theme, ApplyStageChange apply) : StageForm(theme, std::move(apply))
{
    buildAccessLog();
    buildSettings();
}

void StageLogsForm::buildAccessLog()
{
    addSection(tr("Access log"), tr("One line a request, written to a file. Only $context variables are replaced."));
    m_destination = add(new TextField(m_theme, tr("File"), TextField::Kind::CodeLine));
    m_destination->setPlaceholder(tr("logs/access.log"));
    m_destination->setHelp(tr("Relative to the project's folder. Empty: no access log."));
    m_destination->setCommit([this](const QString& value) {
        return change(
            tr("Change Access Log File"),
            [&](Stage& s) {
                s.accessLog.destination = value.trimmed().toStdString();
                if (!s.accessLog.destination.empty() && s.accessLog.format.empty())
                    s.accessLog.format = std::string(accessLogPresets().front().format);
            },
            QStringLiteral("access-file"));
    });
    m_format = add(new TextField(m_theme, tr("Format"), TextField::Kind::Paragraph));
    m_format->setCommit([this](const QString& value) { return setFormat(value); });
    auto* presets = new QWidget;
    auto* row = new QHBoxLayout(presets);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::m);
    row->addWidget(new ToneLabel(m_theme, tone::label, tr("Presets")));
    for (const AccessLogPreset& preset : accessLogPresets()) {
        auto* button = pushButton(fromUtf8(preset.name), presets);
        button->setAccessibleName(tr("Format preset %1").arg(fromUtf8(preset.name)));
        connect(button, &QPushButton::clicked, this, [this, format = fromUtf8(preset.format)] {
            m_format->forget();
            m_format->showError(setFormat(format));
        });
        row->addWidget(button);
    }
    row->addStretch(1);
    add(presets);
    add(new ToneLabel(m_theme, tone::label, tr("A line would read")));
    m_preview = add(new ToneLabel(m_theme, {Color::Text, fontSize::secondary, false, true}));
    m_preview->setWordWrap(true);
    m_preview->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_preview->setAccessibleName(tr("Preview of the access log"));
    m_unknown = add(new ToneLabel(m_theme, tone::error));
    m_unknown->setWordWrap(true);
}

QString StageLogsForm::setFormat(const QString& format)
{
    const QString line = format.trimmed();
    if (const QString problem = accessLogProblem(line); !problem.isEmpty())
        return problem;
    return change(
        tr("Change Access Log Format"), [&](Stage& s) { s.accessLog.format = line.toStdString(); },
        QStringLiteral("access-format"));
}

void StageLogsForm::buildSettings()
{
    m_settingsHead = addSection(
        tr("Execution log"),
        tr("What the gateway writes of each request while it runs. A row for one method overrides \"*/*\", which "
           "means all of them. INFO writes every step, ERROR failures only."));
    using Kind = TableColumn::Kind;
    const QStringList levels{QStringLiteral("OFF"), QStringLiteral("ERROR"), QStringLiteral("INFO")};
    m_settings = add(new TableEditor(m_theme, {}, tr("method setting"), tr("Nothing is logged."),
                                     {{tr("Method"), Kind::Code, {QLatin1String(allMethods)}, 1},
                                      {tr("Log level"), Kind::Choice, levels, 0},
                                      {tr("Full requests"), Kind::Check, {}, 0},
                                      {tr("Metrics"), Kind::Check, {}, 0}}));
    m_settings->view()->setAccessibleName(tr("Method settings"));
    m_settings->setNewRow(
        {QLatin1String(allMethods), QStringLiteral("ERROR"), QStringLiteral("false"), QStringLiteral("false")});
    m_settings->setEdits(settingEdits());
}

TableEditor::Edits StageLogsForm::settingEdits()
{
    const auto problemOf = problemOfMethodPath;
    const auto set = [](MethodSettings& settings, int column, const QString& value) {
        if (column == 0)
            settings.methodPath = value.toStdString();
        else if (column == 1)
            settings.loggingLevel = value.toStdString();
        else
            (column == 2 ? settings.dataTraceEnabled : settings.metricsEnabled) = value == QLatin1String("true");
    };
    TableEditor::Edits edits;
    edits.set = [this, problemOf, set](int row, int column, const QString& value) {
        if (const QString problem = column == 0 ? problemOf(value) : QString(); !problem.isEmpty())
            return problem;
        return change(tr("Change Method Settings"), [&](Stage& s) {
            if (MethodSettings* settings = inRow(s, row))
                set(*settings, column, value);
        });
    };
    edits.add = [this, problemOf, set](const QStringList& values) {
        if (const QString problem = problemOf(values.value(0)); !problem.isEmpty())
            return problem;
        return change(tr("Add Method Settings"), [&](Stage& s) {
            MethodSettings& settings = settingsFor(s, values.value(0).toStdString());
            for (int column = 0; column < int(values.size()); ++column)
                set(settings, column, values[column]);
        });
    };
    edits.remove = [this](int row) {
        return change(tr("Remove Method Settings"), [&](Stage& s) {
            MethodSettings* settings = inRow(s, row);
            if (!settings)
                return;
            settings->loggingLevel = "OFF";
            settings->dataTraceEnabled = false;
            settings->metricsEnabled = false;
            dropIdleSettings(s);
        });
    };
    return edits;
}

void StageLogsForm::showStage(const StageContext& context)
{
    m_shown = context.stage.accessLog;
    m_subject.apiId = context.api->apiId;
    m_subject.stage = context.stage.name;
    m_destination->setValue(fromUtf8(m_shown.destination));
    m_format->setValue(fromUtf8(m_shown.format));
    showPreview();
    if (const QStringList offered = methodSettingsPaths(*context.api); offered != m_offered) {
        m_offered = offered;
        m_settings->model()->setChoices(0, offered);
    }
    std::vector<QStringList> rows;
    for (const MethodSettings& settings : context.stage.methodSettings)
        if (isAboutLog(settings))
            rows.push_back({fromUtf8(settings.methodPath), fromUtf8(settings.loggingLevel),
                            boolText(settings.dataTraceEnabled), boolText(settings.metricsEnabled)});
    m_settings->setRows(rows);
    const bool isRest = context.api->kind() == ApiKind::Rest; // WebSocket APIs log by routes, HTTP APIs not
    m_settingsHead->setVisible(isRest);
    m_settings->setVisible(isRest);
}

void StageLogsForm::showPreview()
{
    const AccessLogPreview preview = previewAccessLog(m_shown.format, m_subject);
    m_preview->setText(m_shown.format.empty() ? tr("Choose a preset, or write a format with $context variables.")
                                              : preview.line);
    m_unknown->setVisible(!preview.unknown.isEmpty());
    m_unknown->setText(tr("Unknown, written as \"-\": %1").arg(preview.unknown.join(QStringLiteral(", "))));
}

} // namespace

StageForm* makeStageLogsForm(const Theme& theme, ApplyStageChange apply)
{
    return new StageLogsForm(theme, std::move(apply));
}

} // namespace gw::ui
