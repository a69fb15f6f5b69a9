//! What the browser can do, and which programs show pages without being a browser: they neither
//! print nor save files, and say nothing of it.

use huiqi_sitting::next::Contact;

/// What the browser can do, as far as a page says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Device {
    /// The address of this page that others can open.
    pub(crate) public_address: Option<String>,
    /// Whether the system can hand a link on.
    pub(crate) can_share: bool,
    /// Whether the browser has a Chinese voice.
    pub(crate) can_speak: bool,
    /// Whether a program shows this page that neither prints nor saves.
    pub(crate) is_in_chat: bool,
    /// Whether a host page wants one place, which stays: the id of its region.
    pub(crate) locked: Option<String>,
    /// Whether the page was opened from a folder, whose storage every other file can read.
    pub(crate) is_folder: bool,
    /// Whom the site names for questions.
    pub(crate) contacts: Vec<Contact>,
    /// The official addresses that the site has for documents, by their ids.
    pub(crate) documents: Vec<(String, String)>,
}

/// Programs that show pages inside, by a word of what they call themselves.
const PROGRAMS: [&str; 31] = [
    // 微信, 企业微信, 钉钉, 飞书
    "micromessenger",
    "wxwork",
    "dingtalk",
    "lark/",
    "feishu",
    // QQ and its relatives; QQ浏览器 (mqqbrowser/) is a browser.
    " qq/",
    "qzone",
    " tim/",
    // 支付宝, 淘宝 and others of the same house
    "alipay",
    "aliapp(",
    // 微博, 百度, 抖音, 今日头条
    "weibo",
    "baiduboxapp",
    "aweme",
    "bytedancewebview",
    "bytelocale",
    "newsarticle",
    "toutiao",
    "ttwebview",
    // 快手, 小红书, 知乎, 哔哩哔哩
    "kwai",
    "kuaishou",
    "xhsdiscover",
    "zhihuhybrid",
    "bilibili",
    "biliapp",
    // 云闪付, 京东, 美团
    "unionpay",
    "jdapp",
    "meituan",
    // 爱山东 and other programs of governments
    "shandong",
    "hanweb",
    "jmportal",
    // A page inside another program of Android
    "; wv)",
];

/// Whether the program of this name is none that saves files and prints.
pub(crate) fn is_in_program(agent: &str) -> bool {
    let agent = agent.to_lowercase();
    let is_named = PROGRAMS.iter().any(|word| agent.contains(word));
    // On an iPhone a browser says Safari behind its own name, and a page inside a program does not.
    let is_apple = ["iphone", "ipad", "ipod"].iter().any(|word| agent.contains(word));
    is_named || is_apple && agent.contains("applewebkit") && !agent.contains("safari/")
}

#[cfg(test)]
mod tests {
    use super::is_in_program;

    const ANDROID: &str = "Mozilla/5.0 (Linux; Android 13; V2244A Build/TP1A.220624.014; wv) \
        AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36";
    const PLAIN: &str = "Mozilla/5.0 (Linux; Android 13; V2244A) AppleWebKit/537.36 (KHTML, like \
        Gecko) Chrome/116.0.0.0 Mobile Safari/537.36";
    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) \
        AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";

    #[test]
    fn programs_that_show_pages_inside_are_known() {
        assert!(is_in_program(ANDROID) && is_in_program(IPHONE), "a plain view");
        for own in [
            "MicroMessenger/8.0.49.2600(0x2800315A) WeChat/arm64 NetType/WIFI Language/zh_CN",
            "wxwork/4.1.22 MicroMessenger/7.0.1",
            "DingTalk/7.5.10 com.laiwang.DingTalk/38393539",
            "Lark/7.18.5 LarkLocale/zh_CN ChannelName/Feishu",
            "V1_AND_SQ_9.0.65_6370 QQ/9.0.65.17190 NetType/WIFI",
            "AlipayDefined(nt:WIFI,ws:393|0|3.0) AliApp(AP/10.5.96.8000) AlipayClient/10.5.96",
            "Weibo (iPhone15,2__weibo__14.6.1__iphone__os17.5)",
            "SP-engine/2.95.0 baiduboxapp/13.60.0.10 (Baidu; P2 17.5)",
            "aweme_29.9.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/zh",
            "JsSdk/2 NewsArticle/9.8.1 NetType/wifi (News 9.8.1 17.500000)",
            "iShanDong/4.1.0",
        ] {
            for agent in [ANDROID, PLAIN, IPHONE] {
                assert!(is_in_program(&format!("{agent} {own}")), "{agent} {own}");
            }
        }
    }

    #[test]
    fn browsers_are_browsers() {
        for agent in [
            PLAIN.to_owned(),
            format!("{PLAIN} EdgA/116.0"),
            format!("{PLAIN} MQQBrowser/14.9"),
            format!("{PLAIN} HuaweiBrowser/14.0.5.301"),
            format!("{PLAIN} XiaoMi/MiuiBrowser/18.4"),
            format!("{PLAIN} Quark/6.11.0.530"),
            format!("{PLAIN} UCBrowser/16.6.0"),
            IPHONE.replace(" Mobile", " Version/17.5 Mobile") + " Safari/604.1",
            IPHONE.to_owned() + " CriOS/125.0 Safari/604.1",
            IPHONE.to_owned() + " MQQBrowser/14.9 Safari/604.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
             Chrome/124.0.0.0 Safari/537.36 QIHU 360SE"
                .to_owned(),
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like \
             Gecko) Version/17.4 Safari/605.1.15"
                .to_owned(),
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".to_owned(),
        ] {
            assert!(!is_in_program(&agent), "{agent}");
        }
    }
}
