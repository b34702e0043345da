/** Passwords of ten characters and more that stand near the top of every published leak, and what they are made of. */

export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  0000000000 0123456789 0147258369 0987654321 1029384756 1111111111 1112223334 111222333444 1122334455
  112233445566 11223344556677 1231231234 1234554321 12345543211 123456789012 1234567891 12345678910
  123456789123 1234567898 123456789a 123456789q 123456abcd 123abc123abc 123qweasdzxc 1472583690 1478523690
  1q2w3e4r5t 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1qaz2wsx3edc 1qaz@wsx3edc 1qazxsw23edc 3692581470 5555555555
  7418529630 7894561230 9638527410 9876543210 987654321a a123456789 aa123456789 aaaa111122 aaaaaa1111
  abc1234567 abc123456789 abcd123456 abcdef1234 abcdef123456 abcdefg123 abcdefgh123 abracadabra admin12345
  admin123456 adminadmin administrator administrator1 alejandra1 alejandro1 alexander1 alexander12 america123
  arsenal123 asdf123456 asdf12345678 asdfasdfasdf asdfghjkl1 asdfghjkl123 asdfzxcvqwer assassins1 australia1
  autumn2024 babygirl01 babygirl12 babygirl123 barcelona1 barcelona10 baseball12 baseball123 basketball
  basketball1 basketball12 basketball23 batman12345 benjamin12 bitcoin123 bitcoin2024 blackberry blackberry1
  blessed123 blink182blink blockchain blockchain1 butterflies butterfly1 butterfly12 california california1
  call0fduty callofduty callofduty4 changeme123 changemenow charlie123 cheesecake chelsea123 chocolate1
  chocolate12 christian1 christine1 christopher christopher1 computer12 computer123 correcthorsebatterystaple
  corvette12 counterstrike crypto1234 crypto12345 december12 december25 default123 elizabeth1 elizabeth12
  ethereum12 ethereum123 evanescence family1234 february12 federica12 fernando12 ferrari123 football01
  football12 football123 forever123 foreverlove francesco1 freedom123 freedom1234 friends123 friendship
  friendship1 fuckoff123 fuckyou123 fuckyou1234 gabriella1 gangsta123 gangster12 godisgood1 godislove1
  goodmorning goodmorning1 goodnight1 greenday12 guest12345 hakunamatata halflife123 hallelujah happybirthday
  happyday12 hello12345 hello123456 hellohello helloworld helloworld1 hodlhodlhodl idontknow1 idontknow123
  ilovejesus iloveme123 ilovemyself iloveyou12 iloveyou123 iloveyou1234 iloveyoubaby iloveyouforever
  iloveyousomuch internet12 internet123 january123 jennifer12 jessica123 jesuschrist jesuschrist1
  jesuslovesme jonathan12 juventus12 katherine1 lamborghini lamborghini1 letmein123 letmein1234 letmeinnow
  letsgo1234 linkinpark linkinpark1 liverpool1 liverpool12 liverpoolfc lovelovelove loveyou123 manchester
  manchester1 manchesterunited masterchief mercedes12 metallica1 metamask12 metamask123 michael123 michelle12
  microsoft1 minecraft1 minecraft12 minecraft123 mitsubishi mnbvcxzlkj motherfucker motorcycle mountaindew
  mustang123 mypassword mypassword1 newpassword newpassword1 newyork123 nicholas12 ninjaturtle nirvana123
  nopassword nothing123 november11 opensesame passw0rd123 password.123 password01 password12 password123
  password1234 password12345 password99 password_123 passwordpassword playstation playstation1 playstation2
  playstation3 poiuytrewq pokemon123 pokemon1234 princess01 princess12 princess123 q123456789 q1w2e3r4t5
  q1w2e3r4t5y6 qazwsxedc1 qazwsxedcrfv qwe123456789 qweasdzxc1 qweasdzxc123 qwer123456 qwer12345678
  qwerasdfzxcv qwerty12345 qwerty123456 qwertyqwerty qwertyuiop1 qwertyuiop123 realmadrid realmadrid1
  rockstar12 rockstar123 rootroot123 runescape1 runescape123 samsung123 sebastian1 secret1234 secret12345
  secretpassword september1 september11 skateboard skateboard1 slipknot666 snowboard1 spiderman1 spiderman12
  spiderman123 spring2024 starwars12 starwars123 stephanie1 stephanie12 strawberry strawberry1 summer1234
  summer2024 sunshine01 sunshine12 sunshine123 superman12 superman123 superstar1 superstar12 sweetheart
  sweetheart1 test123456 test1234567 testing123 testtest123 thepassword thisisapassword thisismypassword
  thundercat topsecret1 tothemoon123 trustno1trustno1 user123456 valentina1 valentine1 volkswagen volleyball
  volleyball1 warcraft123 washington washington1 watermelon watermelon1 welcome123 welcome1234 welcome12345
  welcome2024 welcome2025 whatever12 whatever123 whateverwhatever winter2024 worldofwarcraft yamaha1234
  yourpassword zxcv123456 zxcvbnm123 zxcvbnm1234 zxcvbnmasdfghjkl
  `
    .trim()
    .split(/\s+/),
)

export const COMMON_STEMS: ReadonlySet<string> = new Set(
  `
  password passwort passwd pass contraseña motdepasse parola wachtwoord senha qwerty qwertz azerty qwertyuiop asdf
  asdfgh asdfghjkl zxcvbnm qazwsx abc abcd abcdef admin administrator root user guest login welcome letmein changeme
  secret master default test testing hello iloveyou loveyou love monkey dragon sunshine princess football baseball
  basketball soccer hockey superman batman spiderman starwars pokemon minecraft shadow michael jordan jessica ashley
  charlie daniel thomas robert andrew joshua jennifer michelle nicole hunter killer buster tigger ginger pepper
  cheese cookie chocolate banana summer winter spring autumn computer internet google facebook apple samsung windows
  freedom whatever trustno america london liverpool chelsea arsenal barcelona mustang ferrari corvette mercedes
  bitcoin ethereum crypto wallet metamask candor ledger blockchain money family friends forever jesus angel lovely
  flower babygirl purple orange silver golden diamond
  `
    .trim()
    .split(/\s+/),
)

export const KEYBOARD_RUNS = [
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  '!@#$%^&*()',
] as const
