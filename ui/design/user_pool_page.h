// UserPoolPage: a user pool: the ARN authorizers name, whose tokens it takes, where their keys stand, and whether these
// can be had now (reference 1.25).
#pragma once

#include "core/api/user_pool.h"
#include "ui/design/element_page.h"

#include <filesystem>
#include <memory>

class QPushButton;

namespace gw::engine {
class KeySets;
}

namespace gw::ui {

class ToneLabel;
class UsesList;

class UserPoolPage final : public ElementPage
{
    Q_OBJECT

public:
    UserPoolPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    ~UserPoolPage() override;
    void showPool(UserPoolId id);

signals:
    void localIssuerRequested();

private:
    void buildIssuer();
    void buildCheck();
    void refresh();
    void checkKeys();
    void tellCheck(const QString& text, bool isGood);
    [[nodiscard]] const UserPool* shown() const;
    QString change(const QString& command, const std::function<void(UserPool&)>& set, const QString& field = {});
    QString setJwks(const QString& text);

    UserPoolId m_id;
    UserPool m_checked; // what the last check was of
    int m_check = 0;    // the newest one that was begun
    std::unique_ptr<engine::KeySets> m_keySets;
    std::filesystem::path m_folder; // of the project those are of
    TextField* m_arn = nullptr;
    ChoiceField* m_whose = nullptr;
    TextField* m_issuer = nullptr;
    TextField* m_jwks = nullptr;
    QPushButton* m_checkNow = nullptr;
    ToneLabel* m_result = nullptr;
    UsesList* m_uses = nullptr;
};

} // namespace gw::ui
