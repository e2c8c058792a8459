// The stage's cache: whether it has one and how large, what is cached for how long, and who may invalidate it
// (reference 1.28 and 1.30).
#include "ui/design/cache_monitor.h"
#include "ui/design/list_edits.h"
#include "ui/design/method_facts.h"
#include "ui/design/stage_form.h"
#include "ui/models/number_text.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTableView>

namespace gw::ui {

namespace {

constexpr const char* allMethods = "*/*";

struct Row
{
    std::string methodPath;
    MethodCacheSettings caching;
};

QString inherited()
{
    return StageForm::tr("as all");
}

QString choiceText(std::optional<bool> value)
{
    return !value ? inherited() : *value ? StageForm::tr("yes") : StageForm::tr("no");
}

std::optional<bool> choiceFrom(const QString& text)
{
    return text == inherited() || text.isEmpty() ? std::nullopt : std::optional(text == StageForm::tr("yes"));
}

QStringList choices()
{
    return {inherited(), choiceText(true), choiceText(false)};
}

std::vector<ChoiceField::Option> sizes()
{
    std::vector<ChoiceField::Option> options;
    for (const std::string_view size : cacheClusterSizes())
        options.push_back({fromUtf8(size), StageForm::tr("%1 GB").arg(fromUtf8(size))});
    return options;
}

std::vector<ChoiceField::Option> strategies()
{
    const auto key = [](UnauthorizedCacheControl strategy) { return fromUtf8(toString(strategy)); };
    return {
        {key(UnauthorizedCacheControl::SucceedWithResponseHeader),
         StageForm::tr("Answer from the cache, with a warning header")},
        {key(UnauthorizedCacheControl::SucceedWithoutResponseHeader), StageForm::tr("Answer from the cache, silently")},
        {key(UnauthorizedCacheControl::FailWith403), StageForm::tr("Refuse with 403")}};
}

class StageCacheForm final : public StageForm
{
public:
    StageCacheForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway);
    void showStage(const StageContext& context) override;

private:
    void buildCluster();
    void buildDefaults();
    void buildMethods();
    QString changeAll(const QString& command, const std::function<void(MethodCacheSettings&)>& set,
                      const QString& field = {});
    QString putRows(const QString& command, const std::vector<Row>& rows);

    std::vector<Row> m_rows; // as shown
    CheckField* m_enabled = nullptr;
    ChoiceField* m_size = nullptr;
    TextField* m_ttl = nullptr;
    CheckField* m_encrypted = nullptr;
    CheckField* m_requires = nullptr;
    ChoiceField* m_strategy = nullptr;
    TableEditor* m_methods = nullptr;
    CacheMonitor* m_monitor = nullptr;
    std::vector<QWidget*> m_parts; // of a stage that has a cache
};

StageCacheForm::StageCacheForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway)
    : StageForm(theme, std::move(apply))
{
    buildCluster();
    buildDefaults();
    buildMethods();
    m_parts.push_back(
        addSection(tr("Now"), tr("What the cache holds and has been good for since the gateway started.")));
    m_monitor = addWide(new CacheMonitor(gateway, m_theme));
    m_parts.push_back(m_monitor);
}

void StageCacheForm::buildCluster()
{
    addSection(tr("Cache"), tr("Answers of GET methods are kept and given again without calling the integration. Acts "
                               "at once, without deploying."));
    m_enabled = add(new CheckField(m_theme, tr("This stage has a cache")));
    m_enabled->setCommit([this](const QString& value) {
        return change(tr("Change Stage Cache"),
                      [&](Stage& stage) { stage.cacheClusterEnabled = value == QLatin1String("true"); });
    });
    m_size = new ChoiceField(m_theme, tr("Size"), sizes());
    m_size->comboBox()->setObjectName(QStringLiteral("cacheSize"));
    m_size->setCommit([this](const QString& size) {
        return change(tr("Change Cache Size"), [&](Stage& stage) { stage.cacheClusterSize = size.toStdString(); });
    });
    m_ttl = new TextField(m_theme, tr("Kept for (s)"));
    m_ttl->setPlaceholder(QString::number(defaultCacheTtl));
    m_ttl->setHelp(tr("0 to 3600; 0 keeps nothing."));
    m_ttl->setCommit([this](const QString& text) {
        std::optional<int> seconds;
        if (QString refusal = readNumber(text, seconds); !refusal.isEmpty())
            return refusal;
        return changeAll(
            tr("Change Cache TTL"), [&](MethodCacheSettings& caching) { caching.ttlInSeconds = seconds; },
            QStringLiteral("cache-ttl"));
    });
    addRow({m_size, m_ttl});
    m_encrypted = add(new CheckField(m_theme, tr("Encrypt what is kept")));
    m_encrypted->setCommit([this](const QString& value) {
        return changeAll(tr("Change Cache Encryption"), [&](MethodCacheSettings& caching) {
            caching.dataEncrypted = value == QLatin1String("true") ? std::optional(true) : std::nullopt;
        });
    });
    m_parts = {m_size, m_ttl, m_encrypted};
}

void StageCacheForm::buildDefaults()
{
    m_parts.push_back(addSection(tr("Invalidation"), tr("A request with Cache-Control: max-age=0 asks for a fresh "
                                                        "answer, which is then kept.")));
    m_requires = add(new CheckField(m_theme, tr("Only callers with execute-api:InvalidateCache may do it")));
    m_requires->setCommit([this](const QString& value) {
        return changeAll(tr("Change Cache Authorization"), [&](MethodCacheSettings& caching) {
            caching.requireAuthorizationForCacheControl =
                value == QLatin1String("true") ? std::nullopt : std::optional(false);
        });
    });
    m_strategy = add(new ChoiceField(m_theme, tr("Others"), strategies()));
    m_strategy->setCommit([this](const QString& key) {
        return changeAll(tr("Change Cache Strategy"), [&](MethodCacheSettings& caching) {
            const auto strategy = unauthorizedCacheControlFrom(key.toStdString());
            caching.unauthorizedCacheControlHeaderStrategy =
                strategy == UnauthorizedCacheControl::SucceedWithResponseHeader ? std::nullopt : strategy;
        });
    });
    m_parts.insert(m_parts.end(), {m_requires, m_strategy});
}

void StageCacheForm::buildMethods()
{
    using Kind = TableColumn::Kind;
    m_methods = add(new TableEditor(m_theme, tr("Methods with settings of their own"), tr("method setting"),
                                    tr("All GET methods are cached alike, the others are not."),
                                    {{tr("Method"), Kind::Code, {}, 2},
                                     {tr("Cached"), Kind::Choice, choices(), 0},
                                     {tr("Kept for (s)"), Kind::Code, {}, 1},
                                     {tr("Needs authorization"), Kind::Choice, choices(), 0}}));
    m_methods->view()->setAccessibleName(tr("Methods with settings of their own"));
    m_methods->setNewRow({{}, choiceText(true), {}, inherited()});
    const auto set = [](Row& row, int column, const QString& value) -> QString {
        if (column == 1)
            row.caching.enabled = choiceFrom(value);
        else if (column == 2)
            return readNumber(value, row.caching.ttlInSeconds);
        else if (column == 3)
            row.caching.requireAuthorizationForCacheControl = choiceFrom(value);
        else
            row.methodPath = value.trimmed().toStdString();
        if (column != 0)
            return {};
        return value.trimmed() == QLatin1String(allMethods) ? tr("What holds for all methods stands above.")
                                                            : problemOfMethodPath(value.trimmed());
    };
    m_methods->setEdits(
        tableEdits<Row>({[this] { return m_rows; },
                         [this](const QString& name, const std::vector<Row>& rows) { return putRows(name, rows); }, set,
                         tr("Method Cache Settings")}));
    m_parts.push_back(m_methods);
}

QString StageCacheForm::changeAll(const QString& command, const std::function<void(MethodCacheSettings&)>& set,
                                  const QString& field)
{
    return change(
        command,
        [&](Stage& stage) {
            set(settingsFor(stage, allMethods).caching);
            dropIdleSettings(stage);
        },
        field);
}

// What else the settings of a method say stays.
QString StageCacheForm::putRows(const QString& command, const std::vector<Row>& rows)
{
    return change(command, [&](Stage& stage) {
        for (MethodSettings& settings : stage.methodSettings)
            if (settings.methodPath != allMethods)
                settings.caching = {};
        for (const Row& row : rows)
            settingsFor(stage, row.methodPath).caching = row.caching;
        dropIdleSettings(stage);
    });
}

void StageCacheForm::showStage(const StageContext& context)
{
    const Stage& stage = context.stage;
    m_rows.clear();
    MethodCacheSettings all;
    std::vector<QStringList> texts;
    for (const MethodSettings& settings : stage.methodSettings) {
        const MethodCacheSettings& caching = settings.caching;
        if (settings.methodPath == allMethods) {
            all = caching;
        } else if (!(caching == MethodCacheSettings())) {
            m_rows.push_back({settings.methodPath, caching});
            texts.push_back({fromUtf8(settings.methodPath), choiceText(caching.enabled),
                             numberText(caching.ttlInSeconds),
                             choiceText(caching.requireAuthorizationForCacheControl)});
        }
    }
    m_enabled->setValue(stage.cacheClusterEnabled);
    m_size->setValue(stage.cacheClusterSize.empty() ? fromUtf8(cacheClusterSizes().front())
                                                    : fromUtf8(stage.cacheClusterSize));
    m_ttl->setValue(numberText(all.ttlInSeconds));
    m_encrypted->setValue(all.dataEncrypted.value_or(false));
    const bool isRequired = all.requireAuthorizationForCacheControl.value_or(true);
    m_requires->setValue(isRequired);
    m_strategy->setValue(fromUtf8(toString(
        all.unauthorizedCacheControlHeaderStrategy.value_or(UnauthorizedCacheControl::SucceedWithResponseHeader))));
    m_methods->model()->setChoices(0, methodSettingsPaths(*context.api).mid(1));
    m_methods->setRows(texts);
    for (QWidget* part : m_parts)
        part->setVisible(stage.cacheClusterEnabled);
    m_monitor->showStage(context.api->apiId, stage.name);
    m_strategy->setVisible(stage.cacheClusterEnabled && isRequired);
}

} // namespace

StageForm* makeStageCacheForm(const Theme& theme, ApplyStageChange apply, GatewaySession& gateway)
{
    return new StageCacheForm(theme, std::move(apply), gateway);
}

} // namespace gw::ui
